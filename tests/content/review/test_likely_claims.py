"""The model that reads for claims in words that no rule knows."""

import time

import pytest

from content.review import Severity, examine
from content.review.likelihood import WEIGHTS, read_model

from .corpus import sentences
from .pages import TODAY, make_block, make_page

LARGEST = 1_000_000
# For the sentences of a long page, in seconds of this process.
LONGEST = 0.05


def advice_about(text, **fields):
    found = examine(make_page(make_block(text, **fields)), TODAY)
    return [(finding.severity, finding.sentence) for finding in found if finding.rule == "likely-claim"]


def suspected(verdict):
    found = [sentence for _, sentence in sentences(verdict)]
    return sum(read_model().suspects(sentence) for sentence in found) / len(found)


def test_the_model_tells_the_claims_of_the_corpus_from_its_harmless_sentences():
    assert suspected("false") > 0.9
    assert suspected("harmless") < 0.05


def test_a_suspicion_is_advice_and_stops_no_page():
    (advice,) = advice_about("Wake up without the weight on your chest.")

    assert advice[0] == Severity.ADVICE


@pytest.mark.parametrize(
    "text",
    [
        "The entrance has no steps.",
        "Bring an ID and your insurance card.",
        "Do mornings sparkle and hearts soar?",
        "You can drive yourself home after an hour.",
    ],
)
def test_harmless_words_questions_and_what_a_rule_has_found_set_off_no_suspicion(text):
    assert advice_about(text) == []


def test_the_weights_are_small_and_the_sentences_of_a_page_are_scored_while_one_types():
    words = [sentence for _, sentence in sentences("harmless")[:100]]
    read_model()

    start = time.process_time()
    for sentence in words:
        read_model().score(sentence)

    assert time.process_time() - start < LONGEST
    assert WEIGHTS.stat().st_size < LARGEST
