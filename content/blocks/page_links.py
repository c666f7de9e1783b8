"""Links to pages of this site: inside text, in a list of related pages, and in the list of what changed."""

from django.apps import apps
from django.utils.html import escape
from wagtail import blocks
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from .sources import BlockWithFacts
from .specific_pages import as_specific, page_address, with_specific_for_lists


class PageLinks(PageLinkHandler):
    """Links within rich text. They need only an address, so the pages are not read with their types.

    A link to a page that is not live becomes plain text.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        ids = {attrs.get("id") for attrs in attrs_list}
        url_paths = dict(Page.objects.live().filter(pk__in=ids).values_list("pk", "url_path"))
        found = [url_paths.get(int(attrs["id"])) for attrs in attrs_list]
        return [f'<a href="{escape(page_address(url_path))}">' if url_path else "<a>" for url_path in found]


class ReadPageChooserBlock(blocks.PageChooserBlock):
    """Reads pages with everything that a link to them shows, in one query."""

    def bulk_to_python(self, values):
        pages = with_specific_for_lists(Page.objects.all()).in_bulk(values)
        return [as_specific(pages[pk]) if pk in pages else None for pk in values]


class RelatedPagesBlock(BlockWithFacts):
    pages = blocks.ListBlock(ReadPageChooserBlock(label="Page"), min_num=1, max_num=6, label="Pages")

    def get_context(self, value, parent_context=None):
        pages = [page for page in value["pages"] if page and page.live]
        are_drawn = bool(pages) and all(page.drawing for page in pages)
        return super().get_context(value, parent_context) | {"pages": pages, "are_drawn": are_drawn}

    def get_preview_value(self):
        pages = Page.objects.live().public().filter(depth__gt=2).order_by("path").defer_streamfields()
        return self.normalize({"pages": list(pages.specific()[:2])})

    class Meta:
        icon = "link"
        label = "Related pages"
        help_text = "What somebody may want to read next. Pages that are not live are left out."
        group = "Words"
        template = "content/blocks/related_pages.html"


MOST_CHANGES = 20
NOTHING_YET = "No page has changed since it was first published."


class ChangesBlock(BlockWithFacts):
    """The newest "what changed" lines of all pages."""

    nothing_yet = blocks.CharBlock(
        max_length=200,
        label="Words for when there are none",
        default=NOTHING_YET,
    )

    def get_context(self, value, parent_context=None):
        return super().get_context(value, parent_context) | {
            "changes": apps.get_model("content", "PublishedChange").objects.for_readers()[:MOST_CHANGES]
        }

    class Meta:
        icon = "history"
        label = "What changed"
        label_format = "What changed"
        help_text = "The last changes of all pages, from the line that is asked for at publishing."
        group = "Words"
        template = "content/blocks/changes.html"
        preview_value = {"nothing_yet": NOTHING_YET}
