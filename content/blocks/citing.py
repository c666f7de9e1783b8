from contextlib import contextmanager
from contextvars import ContextVar

from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from .facts import CarriesFacts

_at_hand = ContextVar("sources_at_hand", default=None)


@contextmanager
def sources_at_hand(sources):
    """While a page is read, its blocks take their sources from here instead of asking once a kind of block."""
    token = _at_hand.set(sources)
    try:
        yield
    finally:
        _at_hand.reset(token)


class SourceChooserBlock(SnippetChooserBlock):
    def bulk_to_python(self, values):
        at_hand = _at_hand.get()
        if at_hand is None:
            return super().bulk_to_python(values)
        return [at_hand.get(pk) for pk in values]


class SourcesBlock(blocks.ListBlock):
    def __init__(self, **kwargs):
        super().__init__(SourceChooserBlock("content.Source", label="Source"), **kwargs)

    class Meta:
        icon = "openquote"
        label = "Sources"
        help_text = "Where these words come from. Readers see the numbers and the list at the foot of the page."
        default = []


class Citing(CarriesFacts):
    """A block whose words rest on sources."""

    sources = SourcesBlock(required=False)

    def get_form_layout(self):
        words = [name for name in self.child_blocks if name not in ("sources", "facts")]
        return blocks.BlockGroup([*words, "sources"], settings=["facts"])
