from django.template.loader import render_to_string
from wagtail import blocks
from wagtail.rich_text import RichText, expand_db_html

FEATURES = ["bold", "link", "ol", "ul"]

# An element that no editor can write, so that no text can contain it.
SEAM = "<hr data-seam>"


class ReaderText(RichText):
    """Rich text that can be made ready for readers together with the other texts of its page."""

    html = None

    def __html__(self):
        if self.html is None:
            make_ready([self])
        return render_to_string("wagtailcore/shared/richtext.html", {"html": self.html})


def make_ready(texts):
    """Looks up the pages that these texts link to all at once, instead of anew for every text."""
    if not texts:
        return
    whole = expand_db_html(SEAM.join(text.source for text in texts))
    for text, html in zip(texts, whole.split(SEAM), strict=True):
        text.html = html


class ProseBlock(blocks.RichTextBlock):
    """Bold, links and lists; nothing else, so that pages stay plain."""

    def __init__(self, **kwargs):
        super().__init__(**({"features": FEATURES} | kwargs))

    def to_python(self, value):
        return ReaderText(value)

    def value_from_form(self, value):
        return ReaderText(value)

    def normalize(self, value):
        return value if isinstance(value, ReaderText) else ReaderText(super().normalize(value).source)
