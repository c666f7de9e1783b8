"""However a claim is written: hyphens, spaces, plurals and other forms of its words."""

import re

import pytest

from content.review.normalizing import Respelling, loosely_spaced, phrase, plain, stems_of, words_spelled_in

from .corpus import claims_in


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("It has no side-effects.", "F05"),
        ("It has no side\u00a0effects.", "F05"),
        ("It has no  side\u2011effects.", "F05"),
        ("It has no side\u200b effects.", "F05"),
        ("A break through for pain", "F07"),
        ("A state of the art clinic", "F07"),
        ("Ketamine is non addictive.", "F04"),
        ("Ketamine is nonaddictive.", "F04"),
        ("It isn\u02bct addictive.", "F04"),
        ("They work miracles.", "F07"),
        ("Infusions keep boosting neuroplasticity.", "F11"),
        ("Complications are unheard-of.", "F05"),
        ("We are a gold-standard clinic.", "F14"),
        ("Your own at home-ketamine program", "F17"),
    ],
)
def test_a_claim_is_caught_in_another_spelling(sentence, rule):
    assert rule in claims_in(sentence)


def test_quotes_hyphens_and_spaces_of_every_kind_are_one():
    assert plain("it\u2019s\u00a0 a side\u2011ef\u00adfect") == "it's a side-effect"


def test_short_forms_are_written_out_before_they_are_stemmed():
    assert stems_of("They can't drive, it's unsafe.").text == "they can not drive , it is unsaf ."


def test_stems_know_where_they_stand_in_the_text():
    text = "Nobody is driving home."
    stems = stems_of(text)
    start, end = stems.span(stems.text.index("drive"), stems.text.index("home") + 4)

    assert text[start:end] == "driving home"


def test_a_phrase_holds_words_in_any_form_with_others_between_them():
    expression = re.compile(phrase("(?:heal|repair) .. brains"))

    assert expression.search(stems_of("It healed the poor brain.").text)
    assert not expression.search(stems_of("It healed one, and the brain rests.").text)


def test_hyphens_and_spaces_in_a_rule_stand_for_one_another():
    assert loosely_spaced(r"side effect-free [- ]x") == r"side[- ]effect[- ]?free[- ][- ]x"


def test_a_word_is_respelled_only_if_the_rules_know_another_form():
    respell = Respelling([r"\bmiracles?\b", r"\bguarant(?:ee|eed)\b", r"\bhealing\b"])

    assert words_spelled_in([r"\bguarant(?:ee|eed)\b"]) == {"guarant", "guarantee", "guaranteed"}
    assert respell("Guarantees of healing, healed by a miracle") == "Guarantee of healing, healing by a miracle"
