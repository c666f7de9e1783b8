from django.template.loader import render_to_string
from wagtail import blocks
from wagtail.rich_text import RichText, RichTextMaxLengthValidator, expand_db_html

FEATURES = ["bold", "link", "ol", "ul"]

# The longest text of the starter pages has 1,100 characters; what somebody pastes by mistake may have millions.
LONGEST_TEXT = 20_000

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


class FitsIntoABlock(RichTextMaxLengthValidator):
    message = (
        "This text has %(show_value)d characters, and one block holds %(limit_value)d. "
        "Cut what you don't need, and move the rest to other blocks."
    )


class ProseBlock(blocks.RichTextBlock):
    """Bold, links and lists; nothing else, so that pages stay plain."""

    def __init__(self, **kwargs):
        super().__init__(**({"features": FEATURES, "validators": [FitsIntoABlock(LONGEST_TEXT)]} | kwargs))

    def to_python(self, value):
        return ReaderText(value)

    def value_from_form(self, value):
        return ReaderText(value)

    def normalize(self, value):
        return value if isinstance(value, ReaderText) else ReaderText(super().normalize(value).source)
