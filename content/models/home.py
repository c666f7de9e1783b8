from django.http import Http404
from django.utils.functional import cached_property
from wagtail.models import Page

from .page_facts import PageFacts
from .readable_page import ReadablePage
from .source import Source

# What the line of a visit rests on: how long staff watch, how long an infusion takes, when the feeling ends.
VISIT_SOURCES = ["R01", "R07", "R16"]


class HomePage(PageFacts, ReadablePage):
    """The front door. There is one, at the top of the tree."""

    max_count = 1
    page_description = "The front door of the site."
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["content.SectionPage", "content.InformationPage"]
    content_panels = [*ReadablePage.content_panels, PageFacts.panels_of_facts]

    class Meta(PageFacts.Meta):
        pass

    def route(self, request, path_components):
        """Goes straight to the page at an address, instead of by way of each page above it."""
        if not path_components:
            return super().route(request, path_components)
        address = f"{self.url_path}{'/'.join(path_components)}/"
        # Only slugs have an index.
        page = Page.objects.filter(slug=path_components[-1], url_path=address).first()
        if page is None:
            raise Http404
        page = page.specific
        page.breadcrumbs = [self, *shelves_above(page, self)]
        return page.route(request, [])

    @property
    def source_ids(self):
        drawn = Source.objects.filter(identifier__in=VISIT_SOURCES).values_list("pk", flat=True)
        return [*drawn, *super().source_ids]

    @property
    def visit_sources(self):
        return [source for source in self.cited_sources if source.identifier in VISIT_SOURCES]

    @cached_property
    def conditions(self):
        from .condition import ConditionPage

        pages = ConditionPage.objects.descendant_of(self).live().filter(view_restrictions__isnull=True)
        return list(pages.defer("body").order_by("path"))


def shelves_above(page, home):
    from .section import SectionPage

    is_on_a_shelf = page.depth > home.depth + 1
    return SectionPage.objects.ancestor_of(page).defer("body").order_by("path") if is_on_a_shelf else []
