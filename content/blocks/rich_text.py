import re

from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from wagtail import blocks
from wagtail.rich_text import RichText, RichTextMaxLengthValidator, expand_db_html

FEATURES = ["bold", "link", "ol", "ul"]

# The longest text of the starter pages has 1,100 characters; what somebody pastes by mistake may have millions.
LONGEST_TEXT = 20_000

# An element that no editor can write, so that no text can contain it.
SEPARATOR = "<hr data-seam>"


ELSEWHERE = ("https://", "http://", "mailto:", "tel:")
# Browsers ignore these anywhere in an address.
IGNORED_BY_BROWSERS = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\ufeff]")


class ReaderText(RichText):
    """Rich text that can be expanded to HTML together with the other texts of its page.

    However it was written and stored, it has no link that hides where it leads.
    """

    html = None

    def __init__(self, source):
        super().__init__(without_unsafe_links(source))

    def __html__(self):
        if self.html is None:
            expand_all([self])
        return render_to_string("wagtailcore/shared/richtext.html", {"html": self.html})


def without_unsafe_links(source):
    if not source or "href" not in source.lower():
        return source
    soup = BeautifulSoup(source, "html.parser")
    unsafe = [tag for tag in soup.find_all(href=True) if not is_safe(tag["href"])]
    for tag in unsafe:
        tag.unwrap()
    return str(soup) if unsafe else source


def is_safe(address):
    """To browsers a backslash is a slash, and two slashes begin the name of another site."""
    plain = IGNORED_BY_BROWSERS.sub("", address).replace("\\", "/").lower()
    return plain.startswith(ELSEWHERE) or (plain.startswith(("/", "#")) and not plain.startswith("//"))


def expand_all(texts):
    """Expands all texts at once, so that the pages that they link to are read in one query."""
    if not texts:
        return
    whole = expand_db_html(SEPARATOR.join(text.source for text in texts))
    for text, html in zip(texts, whole.split(SEPARATOR), strict=True):
        text.html = html


class BlockLengthValidator(RichTextMaxLengthValidator):
    message = (
        "This text has %(show_value)d characters, and one block holds %(limit_value)d. "
        "Cut what you don't need, and move the rest to other blocks."
    )


class ProseBlock(blocks.RichTextBlock):
    """Bold, links and lists; nothing else, so that pages stay plain."""

    def __init__(self, **kwargs):
        super().__init__(**({"features": FEATURES, "validators": [BlockLengthValidator(LONGEST_TEXT)]} | kwargs))

    def to_python(self, value):
        return ReaderText(value)

    def value_from_form(self, value):
        return ReaderText(value)

    def normalize(self, value):
        return value if isinstance(value, ReaderText) else ReaderText(super().normalize(value).source)
