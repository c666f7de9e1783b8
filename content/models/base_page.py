import re

from django.conf import settings
from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from content.blocks import BodyBlock
from content.blocks.rich_text import ReaderText, expand_all
from content.blocks.sections import sections_of
from content.blocks.sources import prefetched_sources
from content.blocks.specific_pages import as_specific, page_address, with_specific_for_lists
from content.drawings import CHOICES

from .fixed_pages import PagePermissions, is_fixed
from .page_form import PageForm, ReviewPanel
from .publish_action import PublishAction
from .signals import page_saving
from .source import Source, cited_ids, number, shown_ids

# A page with fewer headings needs no list of them.
FEWEST_CONTENTS = 4
INDENTATION = re.compile(r"\n\s+")


class BasePage(Page):
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
    drawing = models.CharField(
        max_length=20,
        choices=CHOICES,
        blank=True,
        help_text="A picture beside the title. It decorates the page and says nothing.",
    )
    body = StreamField(BodyBlock(), blank=True)
    what_changed = models.CharField(
        max_length=200,
        blank=True,
        help_text="In one line, for readers who come back, such as: Added a trial from 2026. "
        "It is shown with the date on “How we review our content” when the page goes live.",
    )

    content_panels = [
        ReviewPanel(heading="Clinical review"),
        TitleFieldPanel(
            "title", help_text="The subject in a few words. Search results cut it off after 65 characters."
        ),
        FieldPanel("summary"),
        FieldPanel("status_line"),
        FieldPanel("drawing"),
        FieldPanel("body", help_text="The page block by block. A plus sign adds a block; the eye shows how it looks."),
        FieldPanel("what_changed"),
    ]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug", help_text="The last part of the page's address. Old links lead on when it changes."),
                FieldPanel("seo_title", help_text="If the page's own title is too long for search results."),
                FieldPanel(
                    "search_description",
                    help_text="What search results show below the title, in at most 155 characters.",
                ),
            ],
            "For search engines",
        ),
        MultiFieldPanel([FieldPanel("short_title"), FieldPanel("show_in_menus")], "For menus"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    base_form_class = PageForm
    # Set only where the page was found by its address (HomePage.route).
    is_open_to_all = False

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        page_saving.send(type(self), page=self, update_fields=kwargs.get("update_fields"))
        return super().save(*args, **kwargs)

    def publish(self, revision, user=None, skip_permission_checks=False, **kwargs):
        return PublishAction(revision, user=user, **kwargs).execute(skip_permission_checks=skip_permission_checks)

    def with_content_json(self, content):
        """An old version of a fixed page may have another address or an expiry date: both are left out."""
        page = super().with_content_json(content)
        if is_fixed(self):
            page.slug, page.url_path, page.expire_at = self.slug, self.url_path, None
        return page

    def serve(self, request, *args, **kwargs):
        response = super().serve(request, *args, **kwargs)
        response.add_post_render_callback(remove_indentation)
        return response

    def get_template(self, request, *args, sheet=False, **kwargs):
        """Also the questions to ask alone, on a sheet to print (HomePage.route)."""
        return "content/questions_sheet.html" if sheet else super().get_template(request, *args, **kwargs)

    def permissions_for_user(self, user):
        return PagePermissions(user, self)

    @property
    def menu_title(self):
        return self.short_title or self.title

    @property
    def search_title(self):
        """Shown in search results and on the tab of the browser."""
        return self.seo_title or self.title

    @cached_property
    def sections(self):
        blocks = self.blocks_in_reading_order
        expand_all(list(rich_texts_in(block.value for block in blocks)))
        prefetch_related_objects(list(pictures_in(block.value for block in blocks)), "renditions")
        return sections_of(blocks)

    @property
    def questions(self):
        """The block of questions to ask; None on a page without one."""
        return next((block for block in self.body if block.block_type == "questions"), None)

    @cached_property
    def contents(self):
        """The sections that the list of contents names; none on a short page."""
        titled = [section for section in self.sections if section.title]
        return titled if len(titled) >= FEWEST_CONTENTS else []

    @cached_property
    def blocks_in_reading_order(self):
        return self.blocks_of(self.body)

    def blocks_of(self, stream):
        """With sources that know their numbers."""
        cited = {source.pk: source for source in self.cited_sources}
        with prefetched_sources(cited):
            blocks = list(stream)
        # A body from the editor's form has source objects of its own, without numbers.
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

    @property
    def picture_ids(self):
        return shown_ids(self.body.raw_data)

    def shows(self, thing):
        """Whether readers see this picture or this source on the page."""
        return thing.pk in (self.source_ids if isinstance(thing, Source) else self.picture_ids)

    @cached_property
    def breadcrumbs(self):
        return [as_specific(page) for page in with_specific_for_lists(self.get_ancestors().filter(depth__gt=1))]

    def get_view_restrictions(self):
        """Skips Wagtail's query where HomePage.route has looked already."""
        return PageViewRestriction.objects.none() if self.is_open_to_all else super().get_view_restrictions()

    # One site, one tree: the address of a page is the path below Home, whatever the host of the site.

    def get_url(self, request=None, current_site=None):
        return page_address(self.url_path)

    def get_full_url(self, request=None):
        return settings.SITE_URL.rstrip("/") + self.get_url()

    url = property(get_url)
    full_url = property(get_full_url)


def remove_indentation(response):
    """Of templates: a twentieth of what a first visit downloads. No page of content has a <pre> or a <textarea>."""
    response.content = INDENTATION.sub("\n", response.text)


def rich_texts_in(values):
    for value in values:
        yield from (text for text in value.values() if isinstance(text, ReaderText))


def pictures_in(values):
    for value in values:
        parts = [value, *(value.get("scenes") or [])]
        yield from (part["picture"] for part in parts if part.get("picture"))


def sources_in(values):
    for value in values:
        yield from (source for source in value.get("sources") or [] if source)
