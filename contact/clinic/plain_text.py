"""Text that people type or paste, without what nobody sees, and how long it is for those who read it."""

import re
import unicodedata
from functools import partial

from django import forms
from django.core.exceptions import ValidationError

LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
ZWNJ, ZWJ = "\u200c", "\u200d"
# Controls, format characters, fillers, variation selectors, tags and noncharacters. Not the signs of Arabic and Kaithi
# numbers, which Unicode calls format characters, but which show.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Scripts in which a joiner changes how the letters beside it look: Arabic, Indic and those of Southeast Asia.
JOINED_SCRIPT = re.compile(
    "[\u0600-\u109f\u1700-\u18af\u1900-\u1c7f\u1cd0-\u1cff\ua800-\uaaff\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00011fff\U0001e900-\U0001e95f]"
)
# The three flags of regions that are written with tags.
FLAG = re.compile(
    "\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074|"
    "\U000e0077\U000e006c\U000e0073)\U000e007f"
)
MONGOLIAN = re.compile("[\u1820-\u18aa]")
KEYCAP, VIRAMA_CLASS = "\u20e3", 9
# Exclamation marks that are drawn as a picture.
DOUBLE_MARKS = ("\u203c", "\u2049")
# Shown as a blank, though it is no space.
BLANK_CELL = "\u2800"
# Longer clusters than any script has are for making a text tall: they count for what they are.
MOST_IN_ONE = 10


def clean_text(typed: str) -> str:
    """The text with plain line breaks, and invisible characters only where the letters beside them need them."""
    kept = visible(LINE_BREAK.sub("\n", typed)).strip()
    return kept if kept.strip(f"{BLANK_CELL} \n\t") else ""


def visible(text: str) -> str:
    flags = {place for flag in FLAG.finditer(text) for place in range(*flag.span())}
    return INVISIBLE.sub(lambda found: found[0] if is_needed(text, found.start(), flags) else "", text)


def bare_text(typed: str) -> str:
    """On one line and without any invisible character, for what is looked up, dialed or mailed rather than read."""
    return " ".join(INVISIBLE.sub("", LINE_BREAK.sub(" ", typed)).split())


def one_line(text: str) -> str:
    lines = (line.strip() for line in text.replace("\t", " ").split("\n"))
    return " ".join(filter(None, lines))


def is_needed(text, place, flags=frozenset()):
    """Whether the invisible character there belongs to the word or the picture around it."""
    mark, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if place in flags:
        return True
    if mark in (ZWJ, ZWNJ):
        return joins_letters(mark, before, after) or (mark == ZWJ and joins_pictures(text, place, before, after))
    if mark in ("\ufe0e", "\ufe0f"):
        return after == KEYCAP or is_picture(before) or before in DOUBLE_MARKS or category(before) == "Sm"
    if "\ufe00" <= mark <= "\ufe0d" or "\U000e0100" <= mark <= "\U000e01ef":
        return category(before) == "Lo"
    return "\u180b" <= mark <= "\u180f" and bool(MONGOLIAN.match(before))


def category(character):
    return unicodedata.category(character) if character else ""


def joins_letters(mark, before, after):
    if not JOINED_SCRIPT.match(before):
        return False
    # In Malayalam, a word may end so.
    ends_word = mark == ZWJ and unicodedata.combining(before) == VIRAMA_CLASS
    return ends_word or bool(JOINED_SCRIPT.match(after))


def joins_pictures(text, place, before, after):
    is_after_picture = is_picture(before) or (before == "\ufe0f" and is_needed(text, place - 1))
    return is_after_picture and is_picture(after)


def is_picture(character):
    return character >= "\U0001f000" or category(character) == "So"


def count_characters(text: str) -> int:
    """How many people see: an accent, a joined emoji and a line break are no more than one."""
    text = unicodedata.normalize("NFC", text)
    seen, half_a_flag = 0, False
    for place, character in enumerate(text):
        ends_flag = half_a_flag and is_half_a_flag(character)
        half_a_flag = is_half_a_flag(character) and not ends_flag
        seen += not (ends_flag or continues(character, text[place - 1 : place]))
    return max(seen, len(text) // MOST_IN_ONE)


def is_half_a_flag(character):
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def continues(character, before):
    if "\U0001f3fb" <= character <= "\U0001f3ff":  # a color of skin
        return is_picture(before)
    if category(character) in {"Mn", "Me", "Mc"} or INVISIBLE.match(character):
        return True
    return before == ZWJ and is_picture(character)


# -- form fields


class PlainText(forms.CharField):
    """Says that a text is too long, instead of letting the browser cut it.

    `longest` counts what people see; `max_length`, for columns of the database, what they hold.
    """

    clean_up = staticmethod(clean_text)

    def __init__(self, *, longest=None, too_long="Shorten it.", max_length=None, **kwargs):
        super().__init__(**kwargs)
        self.column_length = max_length
        if longest or max_length:
            count = count_characters if longest else len
            self.validators.append(partial(refuse_longer, longest or max_length, count, too_long))

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return text
        text = self.clean_up(text)
        if self.column_length:
            text = unicodedata.normalize("NFC", text)
        return text if isinstance(self.widget, forms.Textarea) else one_line(text)


class BareText(PlainText):
    """What is looked up, dialed or mailed rather than read."""

    clean_up = staticmethod(bare_text)


def refuse_longer(longest, count, too_long, text):
    if count(text) > longest:
        raise ValidationError(f"That's a little long (over {longest:,} characters). {too_long}", code="max_length")
