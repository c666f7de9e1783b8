from django.db.models import Exists, OuterRef
from django.http import Http404
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult

from content.blocks.specific_pages import as_specific, with_specific

from .base_page import BasePage
from .review_metadata import ReviewMetadata

# A page in a section, or below a page: its address has two parts.
DEEPEST = 2
# Stands after the address of a page that has questions to ask: these alone, to print.
QUESTIONS_SHEET = "questions-sheet"


class HomePage(ReviewMetadata, BasePage):
    """The home page: the only one of its type, at the top of the tree."""

    max_count = 1
    page_description = "The front door of the site."
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["content.SectionPage", "content.InformationPage", "content.LegalPage"]
    content_panels = [*BasePage.content_panels, ReviewMetadata.review_metadata_panel]

    class Meta(ReviewMetadata.Meta):
        pass

    @property
    def has_place_for_photo(self):
        """Whether a block of the body shows the clinic's photograph for Home."""
        return any(block["type"] == "picture_with_words" for block in self.body.raw_data)

    def route(self, request, path_components):
        if path_components[-1:] != [QUESTIONS_SHEET]:
            return RouteResult(self.page_at(path_components))
        page = self.page_at(path_components[:-1])
        if not page.questions:
            raise Http404
        return RouteResult(page, kwargs={"sheet": True})

    def page_at(self, path_components):
        """Finds the page at an address in one query, instead of one for each page above it."""
        pages = self.pages_on_path(path_components)
        if len(pages) <= len(path_components) or not pages[-1].live:
            raise Http404
        *above, page = [self, *(as_specific(place) for place in pages[1:])]
        page.breadcrumbs = above
        page.is_open_to_all = not any(place.is_restricted or place.alias_of_id for place in pages)
        return page

    def pages_on_path(self, path_components):
        """Home, the section and the page at this address, as far as they exist."""
        slugs = path_components[: DEEPEST + 1]
        addresses = [f"{self.url_path}{''.join(f'{slug}/' for slug in slugs[:end])}" for end in range(len(slugs) + 1)]
        # Only slugs have an index.
        pages = Page.objects.filter(slug__in=[self.slug, *slugs], url_path__in=addresses)
        restrictions = PageViewRestriction.objects.filter(page=OuterRef("pk"))
        return list(with_specific(pages).annotate(is_restricted=Exists(restrictions)).order_by("depth"))
