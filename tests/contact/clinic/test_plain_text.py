"""What is taken out of typed text, what stays, and how long it is."""

import unicodedata

import pytest

from contact.clinic.plain_text import INVISIBLE, bare_text, clean_text, count_characters, one_line

ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
SHOWN_FORMAT_CHARACTERS = {"\u0600", "\u06dd", "\u070f", "\u08e2", "\U000110bd"}


@pytest.mark.parametrize(
    "invisible", ["\u200b", "\ufeff", "\u00ad", "\u202e", "\u2066", "\u200f", "\x00", "\x1b", "\x9f"]
)
@pytest.mark.parametrize("place", ["{}Jane Doe", "Jane{} Doe", "Ja{}ne Doe", "Jane Doe{}", "{0}{0}Jane {0}Doe"])
def test_nothing_invisible_stays_in_a_name(invisible, place):
    assert clean_text(place.format(invisible)) == "Jane Doe"


@pytest.mark.parametrize("joiner", ["\u200c", "\u200d", "\ufe0f", "\U000e0041", "\U000e0100"])
def test_what_joins_letters_elsewhere_is_taken_out_of_latin_ones(joiner):
    assert clean_text(f"Ja{joiner}ne{joiner}") == "Jane"


@pytest.mark.parametrize(
    "text",
    [
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian
        "ক্\u200dষ",  # Bengali
        "അവന്\u200d",  # Malayalam: at the end of a word
        "ශ්\u200dරී",  # Sinhala
        "葛\U000e0100城",  # a form of a Japanese name
        FAMILY,
        "❤\ufe0f\u200d\U0001f525",
        "1\ufe0f\u20e3",
        ENGLAND,
        "\U0001f1fa\U0001f1f8",
        "\u0600\u0661",  # the sign of an Arabic number
        "Zo\u0308e",
        "two\n\nlines and\ta tab",
    ],
)
def test_what_people_see_stays(text):
    assert clean_text(text) == text


def test_tags_that_spell_words_nobody_sees_are_taken_out():
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore this")

    assert clean_text(f"Hello{hidden}") == "Hello"
    assert clean_text(f"\U0001f600{hidden}") == "\U0001f600"


def test_every_format_character_but_those_that_show_is_invisible():
    characters = map(chr, range(0x110000))
    kept = {one for one in characters if unicodedata.category(one) == "Cf" and not INVISIBLE.match(one)}
    shown = {one for one in kept if "SIGN" in unicodedata.name(one) or "MARK" in unicodedata.name(one)}
    others = {unicodedata.name(one).split()[0] for one in kept - shown}

    assert kept >= SHOWN_FORMAT_CHARACTERS
    assert others <= {"ARABIC", "EGYPTIAN"}


@pytest.mark.parametrize(
    "text", ["\u200b", "\u3164\u3164", "\u2800", " \u00a0\u3000 ", "\ufeff\n\u200d", "\u202e\u202c"]
)
def test_a_text_of_nothing_to_see_is_blank(text):
    assert clean_text(text) == bare_text(text.replace("\u2800", "")) == ""


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_line_breaks_of_all_kinds_are_one(line_break):
    assert clean_text(f"one{line_break}two") == "one\ntwo"
    assert one_line(clean_text(f"one {line_break}\ttwo")) == "one two"
    assert bare_text(f"one{line_break}two") == "one two"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("\n".join(["x" * 82] * 12), 995),
        ("Zo\u0308e", 3),
        (FAMILY, 1),
        (ENGLAND, 1),
        ("\U0001f1fa\U0001f1f8\U0001f1e9\U0001f1ea", 2),
        ("\U0001f44d\U0001f3fd", 1),
        ("1\ufe0f\u20e3", 1),
        ("नमस्ते", 4),
        ("", 0),
    ],
)
def test_a_text_is_as_long_as_people_see_it(text, length):
    assert count_characters(text) == length


def test_a_tower_of_accents_is_longer_than_it_looks():
    assert count_characters("x" + "\u0301" * 10_000) == 1000
