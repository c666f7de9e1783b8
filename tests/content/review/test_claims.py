"""What pages may not say, measured on sentences that are false and on sentences that clinics need to say."""

import pytest

from content.review.page import Kind

from .corpus import claims_in, false_claims, sentences, true_sentences

FALSE, TRUE = false_claims(), true_sentences()
# What rules alone must catch of each kind. The others are for a person to judge, and for advice.
LEAST = {
    "driving": 0.8,
    "alcohol_and_medicines": 0.8,
    "pregnancy_and_age": 0.8,
    "who_may_have_it": 0.75,
    "monitoring_and_the_day": 0.9,
    "approval": 0.8,
    "brain": 0.9,
    "other_conditions": 0.7,
    "pressure": 0.75,
    "price": 0.9,
    "praise": 0.9,
    "home": 0.75,
    "dependence": 0.8,
}
ELSEWHERE = set(Kind) - {Kind.PARAGRAPH, Kind.HEADING}


def test_there_are_enough_sentences_to_learn_from():
    """How well unknown ones are told apart is measured by trials/claims_model, on sentences that are held out."""
    assert len(FALSE) >= 60
    assert len(TRUE) >= 60
    assert len(FALSE) + len(TRUE) + len(sentences("false")) + len(sentences("harmless")) >= 1200


@pytest.mark.parametrize(("rule", "sentence"), FALSE)
def test_a_false_claim_is_caught(rule, sentence):
    assert rule in claims_in(sentence)


@pytest.mark.parametrize("sentence", TRUE)
def test_a_true_sentence_is_left_alone(sentence):
    assert claims_in(sentence) == set()


@pytest.mark.parametrize("kind", LEAST)
def test_most_claims_of_a_kind_are_caught_in_other_words(kind):
    of_kind = [sentence for other, sentence in sentences("false") if other == kind]
    missed = [sentence for sentence in of_kind if not claims_in(sentence)]

    assert 1 - len(missed) / len(of_kind) >= LEAST[kind], missed


def test_no_harmless_sentence_sets_off_an_error():
    assert [sentence for _, sentence in sentences("harmless") if claims_in(sentence)] == []


@pytest.mark.parametrize("kind", sorted(ELSEWHERE))
def test_a_claim_is_caught_wherever_it_stands(kind):
    missed = [sentence for rule, sentence in FALSE if rule not in claims_in(sentence, kind)]

    assert missed == []


def test_it_stands_for_the_medicine_that_the_page_is_about():
    sentence = "It is FDA-approved for adults with treatment-resistant depression."

    assert claims_in(sentence, title="Esketamine nasal spray") == set()
    assert claims_in(sentence, title="Ketamine infusions") == {"F01"}


def test_a_denial_in_the_next_sentence_counts():
    assert claims_in("Ketamine is not addictive. That is a myth.") == set()
    assert claims_in("Ketamine is not addictive. That is a relief.") == {"F04"}


def test_a_but_ends_a_denial():
    assert claims_in("We cannot promise a cure.") == set()
    assert claims_in("We cannot promise much, but it is a cure.") == {"F07"}


def test_curly_quotes_are_read_like_straight_ones():
    assert claims_in("It isn\u2019t a cure.") == set()
    assert claims_in("It isn\u2019t addictive.") == {"F04"}


@pytest.mark.parametrize(
    ("sentence", "kind", "broken"),
    [
        ("Ketamine for OCD", Kind.HEADING, {"C06"}),
        ("Off-label: what is known of ketamine for OCD", Kind.HEADING, set()),
        ("Ketamine relieves postpartum depression.", Kind.PARAGRAPH, {"C06"}),
        ("For migraine, ketamine is off-label, and one small trial found no lasting benefit.", Kind.PARAGRAPH, set()),
    ],
)
def test_another_condition_can_be_written_about_off_label_and_honestly(sentence, kind, broken):
    assert claims_in(sentence, kind) == broken
