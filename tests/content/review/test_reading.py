"""Long sentences, stilted words, and terms that nobody explained."""

import pytest

from content.review import examine
from content.review.page import Kind
from content.review.reading import sentences_of, words_of
from content.review.rulebook import read_rulebook

from .pages import TODAY, make_block, make_page, rules_broken_by


def test_sentences_end_at_stops_that_end_them():
    text = 'Dr. Osler gave 0.5 milligrams. "Is it safe?" No one knows. See 988lifeline.org for more'

    assert sentences_of(text) == [
        "Dr. Osler gave 0.5 milligrams.",
        '"Is it safe?"',
        "No one knows.",
        "See 988lifeline.org for more",
    ]


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


STILTED = [
    ("The visit may be billed apart.", "billed separately"),
    ("Which medicines go on beside ketamine?", "along with ketamine"),
    ("Whom can my family call?", "who, or rewrite"),
    ("A dummy spray was used.", "placebo spray, placebo infusion"),
    ("The chance of mania is not known.", "risk of"),
    ("59 in 100 got better.", "out of 100"),
    ("A British public clinic says so.", "UK, or name who it is"),
]


@pytest.mark.parametrize(("words", "natural"), STILTED)
def test_words_that_sound_translated(words, natural):
    findings = [finding for finding in examine(make_page(make_block(words)), TODAY) if finding.rule == "stilted"]

    assert f"Write \u201c{natural}\u201d." in [finding.remedy for finding in findings]
    assert {finding.is_error for finding in findings} == {False}


NATURAL = [
    "You may get separate bills for the medicine and the visit.",
    "There is a chance of feeling better. She felt sick to her stomach.",
    "About 59 out of 100 people got better in the study.",
    "In all studies so far, people could tell what they got.",
]


@pytest.mark.parametrize("words", NATURAL)
def test_words_that_people_say(words):
    assert "stilted" not in rules_broken_by(make_page(make_block(words)))


def test_each_replacement_names_words_that_it_does_not_find():
    """A remedy must not be caught itself."""
    replacements = read_rulebook().replacements

    assert len(replacements) >= 83
    assert [one.natural for one in replacements if one.stilted.search(one.natural)] == []
