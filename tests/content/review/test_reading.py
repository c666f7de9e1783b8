"""How hard pages are to read."""

import pytest

from content.review.page import Kind
from content.review.reading import grade_of, sentences_of, syllables_in, words_of
from content.review.rulebook import read_rulebook

from .pages import errors_of, make_block, make_page, rules_broken_by

HARD = "Comprehensive psychiatric evaluation necessitates considerable institutional collaboration and documentation. "


SYLLABLES = {
    1: "the helped sure breathe",
    2: "people treated table doses isn't being studies careful session safety bodies",
    3: "medicine depression placebo infusion created",
    4: "anxiety psychiatric",
}


@pytest.mark.parametrize(("count", "words"), SYLLABLES.items())
def test_syllables(count, words):
    assert {word: syllables_in(word) for word in words.split()} == dict.fromkeys(words.split(), count)


def test_sentences_end_at_stops_that_end_them():
    text = 'Dr. Osler gave 0.5 milligrams. "Is it safe?" No one knows. See 988lifeline.org for more'

    assert sentences_of(text) == [
        "Dr. Osler gave 0.5 milligrams.",
        '"Is it safe?"',
        "No one knows.",
        "See 988lifeline.org for more",
    ]


def test_names_of_medicines_do_not_make_a_page_hard():
    short_words = read_rulebook().short_words

    named = grade_of(["Esketamine is a kind of ketamine."] * 10, short_words)
    plain = grade_of(["Tablet is a kind of tablet."] * 10, short_words)

    assert named == plain


def test_the_grade_is_that_of_flesch_and_kincaid():
    # 10 words and 10 syllables a sentence: 0.39 * 10 + 11.8 * 1 - 15.59.
    sentence = "The cat sat on the mat with the big dog."

    assert grade_of([sentence] * 4, {}) == pytest.approx(0.11)


def test_a_page_above_grade_8_is_an_error():
    assert "grade-too-high" in errors_of(make_page(make_block(HARD * 5)))


def test_a_page_of_a_few_words_has_no_grade():
    assert "grade-too-high" not in errors_of(make_page(make_block(HARD), status=None))


@pytest.mark.parametrize(("words", "broken"), [(25, set()), (26, {"long-sentence"}), (36, {"very-long-sentence"})])
def test_long_sentences(words, broken):
    sentence = " ".join(["day"] * words) + "."

    found = rules_broken_by(make_page(make_block(sentence)))

    assert len(words_of(sentence)) == words
    assert found & {"long-sentence", "very-long-sentence"} == broken


def test_a_paragraph_has_4_sentences():
    assert "long-paragraph" not in rules_broken_by(make_page(make_block("It is. It is. It is. It is.")))
    assert "long-paragraph" in rules_broken_by(make_page(make_block("It is. It is. It is. It is. It is.")))


def test_a_list_has_6_points():
    points = {"passage_kind": Kind.POINT}

    assert "long-list" not in rules_broken_by(make_page(make_block("a", lists=(6,), **points)))
    assert "long-list" in rules_broken_by(make_page(make_block("a", lists=(7,), **points)))


def test_a_term_is_explained_where_it_first_comes():
    bare, explained = make_block("Some got placebo."), make_block("Some got placebo (a dummy spray).")

    assert "unexplained-term" in rules_broken_by(make_page(bare, explained))
    assert "unexplained-term" not in rules_broken_by(make_page(explained, bare))


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("Tell us about every drug you take.", "P01"),
        ("Ask your provider.", "P02"),
        ("You may experience nausea.", "P03"),
        ("Some foods, e.g. cheese, are out.", "P06"),
        ("Click here for the form.", "P07"),
        ("In the trial, 55.4% got better.", "P08"),
        ("The nurse will administer it prior to the visit.", "P09"),
        ("About 55% of people got better.", "P11"),
        ("Please bring a list.", "P12"),
    ],
)
def test_words_that_have_a_plainer_one(words, rule):
    assert rule in rules_broken_by(make_page(make_block(words)))


@pytest.mark.parametrize(
    "words",
    [
        "The Food and Drug Administration. The Medication Guide. Alcohol or drugs.",
        "Tell us about every medication you take. You should not drive.",
        "People with a panic disorder have a higher risk of falls.",
        "Their symptoms dropped by 30%. The plan pays 80 percent of the price.",
        "Oxford Health NHS, a public health provider in England.",
    ],
)
def test_what_people_say_needs_no_plainer_word(words):
    assert {rule for rule in rules_broken_by(make_page(make_block(words))) if rule.startswith("P")} == set()


EXPLAINED = [
    ("Your body may seem far away (doctors call this dissociation).", "dissociation"),
    ("They got a look-alike spray with no medicine in it (a placebo).", "placebo"),
    ("A spinning feeling (vertigo).", "vertigo"),
    ("A clip on your finger measures oxygen (pulse oximetry).", "pulse oximetry"),
]


@pytest.mark.parametrize(("words", "term"), EXPLAINED)
def test_a_term_may_be_explained_in_any_plain_words(words, term):
    assert "unexplained-term" in rules_broken_by(make_page(make_block(f"This is {term}.")))
    assert "unexplained-term" not in rules_broken_by(make_page(make_block(words)))
