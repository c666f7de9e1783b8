from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from content.blocks import BodyBlock
from content.blocks.citing import sources_at_hand
from content.blocks.rich_text import ReaderText, make_ready
from content.citations import cited_ids, number
from content.sections import sections_of

from .source import Source


class ReadablePage(Page):
    """What every page of the site has: a summary, its regulatory status, a body and the sources of the body."""

    short_title = models.CharField(
        max_length=40,
        blank=True,
        help_text="For menus, when the title is too long for them.",
    )
    summary = models.TextField(
        max_length=500,
        help_text="What the page says, in a sentence or two. Readers see it below the title and in lists of pages.",
    )
    status_line = models.TextField(
        max_length=400,
        blank=True,
        help_text="What the FDA has approved, and what it has not, for the subject of this page.",
    )
    body = StreamField(BodyBlock(), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("status_line"),
        FieldPanel("body"),
    ]
    promote_panels = [
        MultiFieldPanel([FieldPanel("slug"), FieldPanel("search_description")], "For search engines"),
        MultiFieldPanel([FieldPanel("short_title"), FieldPanel("show_in_menus")], "For menus"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]

    class Meta:
        abstract = True

    @property
    def menu_title(self):
        return self.short_title or self.title

    @cached_property
    def sections(self):
        blocks = self.blocks_in_reading_order
        make_ready(list(rich_texts_in(block.value for block in blocks)))
        return sections_of(blocks)

    @cached_property
    def blocks_in_reading_order(self):
        cited = {source.pk: source for source in self.cited_sources}
        with sources_at_hand(cited):
            blocks = list(self.body)
        # A body straight from the editor's form has brought sources of its own, without numbers.
        for source in sources_in(block.value for block in blocks):
            source.number = cited[source.pk].number
        return blocks

    @cached_property
    def cited_sources(self):
        ids = dict.fromkeys(self.source_ids)
        sources = Source.objects.in_bulk(ids)
        return number([sources[pk] for pk in ids if pk in sources])

    @property
    def source_ids(self):
        """In reading order, as often as they are cited."""
        return cited_ids(self.body.raw_data)

    @cached_property
    def breadcrumbs(self):
        return list(self.get_ancestors().filter(depth__gt=1).defer_streamfields().specific())

    # One site, one tree: the address of a page is the path below Home, wherever the site stands.

    def get_url(self, request=None, current_site=None):
        return address_at(self.url_path)

    def get_full_url(self, request=None):
        return settings.SITE_URL.rstrip("/") + self.get_url()

    url = property(get_url)
    full_url = property(get_full_url)


def address_at(url_path):
    return "/" + url_path.split("/", 2)[2]


def rich_texts_in(values):
    for value in values:
        yield from (text for text in value.values() if isinstance(text, ReaderText))


def sources_in(values):
    for value in values:
        yield from (source for source in value.get("sources") or [] if source)
