from wagtail import blocks
from wagtail.models import Page

from .facts import CarriesFacts


class ReadPageChooserBlock(blocks.PageChooserBlock):
    """Hands out pages with everything that a link to them may say."""

    def bulk_to_python(self, values):
        from content.models.kinds import as_its_kind, with_kinds_for_lists

        pages = with_kinds_for_lists(Page.objects.all()).in_bulk(values)
        return [as_its_kind(pages[pk]) if pk in pages else None for pk in values]


class RelatedPagesBlock(CarriesFacts):
    pages = blocks.ListBlock(ReadPageChooserBlock(label="Page"), min_num=1, max_num=6, label="Pages")

    def get_context(self, value, parent_context=None):
        pages = [page for page in value["pages"] if page and page.live]
        return super().get_context(value, parent_context) | {"pages": pages}

    def get_preview_value(self):
        pages = Page.objects.live().public().filter(depth__gt=2).order_by("path").defer_streamfields()
        return self.normalize({"pages": list(pages.specific()[:2])})

    class Meta:
        icon = "link"
        label = "Related pages"
        help_text = "What somebody may want to read next. Pages that are not live are left out."
        group = "Words"
        template = "content/blocks/related_pages.html"
