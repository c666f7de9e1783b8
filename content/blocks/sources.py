"""What blocks have in common: points, the facts that they state, and their sources."""

from contextlib import contextmanager
from contextvars import ContextVar

from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from .sections import sections_of


class BlockWithFacts(blocks.StructBlock):
    """A block that can name the facts of the fact list that it states."""

    facts = blocks.RegexBlock(
        regex=r"^[A-Z]+[0-9-]*( [A-Z]+[0-9-]*)*$",
        required=False,
        label="Facts carried",
        help_text="The numbers of the facts these words carry, with a space between, such as S01 S02.",
        error_messages={"invalid": "Enter fact numbers with one space between, such as S01 S02."},
        search_index=False,
    )

    def get_form_layout(self):
        words = [name for name in self.child_blocks if name != "facts"]
        return blocks.BlockGroup(words, settings=["facts"])

    def get_context(self, value, parent_context=None):
        """`block_name` is for templates that several kinds of block share."""
        return super().get_context(value, parent_context) | {"block_name": self.name.replace("_", "-")}

    def get_description(self):
        """Shown next to the preview in the block picker."""
        return self.meta.help_text

    def get_preview_context(self, value, parent_context=None):
        """The preview shows this block alone, with the heading that it opens."""
        alone = blocks.StreamValue.StreamChild(self, value, id=None)
        return super().get_preview_context(value, parent_context) | {"page": {"sections": sections_of([alone])}}


class PointsBlock(blocks.ListBlock):
    """A short list of short sentences."""

    def __init__(self, **kwargs):
        options = {"min_num": 1, "max_num": 12, "label": "Points", "icon": "list-ul"} | kwargs
        super().__init__(blocks.CharBlock(max_length=400, label="Point"), **options)


_prefetched = ContextVar("prefetched_sources", default=None)


@contextmanager
def prefetched_sources(sources):
    """Inside this context, blocks take their sources from here instead of one query for each type of block."""
    token = _prefetched.set(sources)
    try:
        yield
    finally:
        _prefetched.reset(token)


class SourceChooserBlock(SnippetChooserBlock):
    def bulk_to_python(self, values):
        prefetched = _prefetched.get()
        if prefetched is None:
            return super().bulk_to_python(values)
        return [prefetched.get(pk) for pk in values]


class SourcesBlock(blocks.ListBlock):
    def __init__(self, **kwargs):
        super().__init__(SourceChooserBlock("content.Source", label="Source"), **kwargs)

    class Meta:
        icon = "openquote"
        label = "Sources"
        help_text = "Where these words come from. Readers see the numbers and the list at the foot of the page."
        default = []


class BlockWithSources(BlockWithFacts):
    """A block that cites sources."""

    sources = SourcesBlock(required=False)

    def get_context(self, value, parent_context=None):
        """A value that was stored before the block had sources, or one for a preview, has none."""
        value.setdefault("sources", [])
        return super().get_context(value, parent_context)

    def get_form_layout(self):
        words = [name for name in self.child_blocks if name not in ("sources", "facts")]
        return blocks.BlockGroup([*words, "sources"], settings=["facts"])
