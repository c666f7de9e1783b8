"""How pages read, in numbers."""

import pytest

from content.review.measures import flesch_kincaid, measures_of, smog, syllables_in
from content.review.page import Kind
from content.review.reading import sentences_of
from content.review.rulebook import read_rulebook

from .pages import FIGURE, errors_of, make_block, make_page, rules_broken_by

CAT = "The cat sat on the mat with the big dog. "
PLAIN = (
    "Ketamine may help when other treatments haven't. About half of people feel clearly better, and so do a good many "
    "on a placebo. Nobody can tell you beforehand whether it will work for you."
)
HARD = (
    "Comprehensive psychiatric evaluation necessitates considerable institutional collaboration. Documentation "
    "requirements accumulate. Interdisciplinary communication facilitates understanding."
)
# What textstat 0.7.3 says of the same texts; it rounds along the way.
BY_TEXTSTAT = [(CAT * 3, 0.1, 3.1), (PLAIN, 4.2, 6.4), (HARD, 37.0, 15.5)]


def measure(*blocks, **fields):
    return measures_of(make_page(*blocks, status=None, **fields), read_rulebook())


@pytest.mark.parametrize(("text", "by_flesch_kincaid", "by_smog"), BY_TEXTSTAT)
def test_the_grades_are_those_of_textstat(text, by_flesch_kincaid, by_smog):
    sentences = sentences_of(text)

    assert flesch_kincaid(sentences) == pytest.approx(by_flesch_kincaid, abs=0.3)
    assert smog(sentences) == pytest.approx(by_smog, abs=0.1)


def test_syllables_are_those_of_textstat():
    words = {"haven't": 1, "haven\u2019t": 1, "people": 2, "beforehand": 3, "12": 1, "well-known": 2, "psychiatric": 3}

    assert {word: syllables_in(word) for word in words} == words


def test_names_of_medicines_are_measured_as_they_stand():
    assert flesch_kincaid(["Esketamine is a medicine."]) > flesch_kincaid(["Tablet is a medicine."])


def test_a_page_of_a_few_words_has_no_measures():
    assert measure(make_block(CAT * 9)) is None
    assert measure(make_block(CAT * 10)) is not None


def test_what_is_folded_away_is_not_measured():
    folded = make_block(HARD * 20, kind="expander")

    assert measure(make_block(CAT * 15), folded) == measure(make_block(CAT * 15))


def test_a_page_of_folded_questions_is_measured_by_its_answers():
    assert measure(make_block(CAT * 15, kind="expander")).mean_sentence == 10


def test_sentences_contractions_and_figures_are_counted():
    long = "Day" + " day" * 29 + ". "
    text = long + "It's 20 now. You don't pay $5. We\u2019ll call. The doctor's room is cleaned. " + long * 2

    measures = measure(make_block(text))

    assert measures.mean_sentence == pytest.approx(104 / 7)
    assert measures.long_sentences == pytest.approx(100 * 3 / 7)
    assert measures.short_sentences == pytest.approx(100 * 4 / 7)
    assert measures.passive == pytest.approx(100 / 7)
    assert measures.contractions == pytest.approx(100 * 3 / 104)
    assert measures.figures == pytest.approx(100 * 2 / 104)


def test_comparisons_are_drawn_or_stand_in_a_sentence():
    words = make_block(f"{CAT * 15}27 out of 100 people on the spray got better and 18 out of 100 on quetiapine.")
    drawn = make_block("67", kind="numbers", figure=FIGURE, passage_kind=Kind.LABEL)

    assert measure(words, drawn).comparisons == 2


def test_stilted_words_and_small_digits_are_counted():
    assert measure(make_block(f"{CAT * 10}The visit is billed apart. It takes 2 hours.")).stilted > 15


def test_no_measure_is_an_error():
    assert errors_of(make_page(make_block(HARD * 10), status=None)) == set()


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        (HARD.replace(". ", " and ") * 10, {"flesch-kincaid", "smog", "long-winded", "one-rhythm", "few-contractions"}),
        (CAT * 15, {"choppy", "one-rhythm", "few-contractions"}),
        ("She sat. " * 60, {"choppy", "one-rhythm", "few-contractions", "many-short-sentences"}),
        (("Day" + " day" * 19 + ". ") * 6, {"long-winded", "one-rhythm", "few-contractions"}),
        (f"{CAT * 10}It has 1 2 3 4 5 6 7.", {"choppy", "one-rhythm", "few-contractions", "many-figures"}),
    ],
)
def test_what_is_beyond_a_target_is_advice(text, broken):
    measured = {rule.id for rule in read_rulebook().measured}

    assert rules_broken_by(make_page(make_block(text), status=None)) & measured == broken


def test_how_it_works_may_need_longer_words():
    rule = read_rulebook()["smog"]

    assert (rule.at_most, rule.at_most_at["/how-it-works/"]) == (9, 10)


def test_a_legal_page_needs_no_contractions():
    assert "few-contractions" not in rules_broken_by(make_page(make_block(CAT * 15), kind="legal", status=None))
