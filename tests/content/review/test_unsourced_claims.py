"""What says that treatment does good, or is safe, stands in a block with an approved fact, or sets off advice."""

import pytest

from content.review import Severity
from content.review.rulebook import read_rulebook
from content.starter.facts import digest_of, read_facts

from .pages import TODAY, examine, make_block, make_page

FACT = "TIME-02"


def advice_about(text, **fields):
    findings = examine(make_page(make_block(text, **fields)), TODAY)
    return {finding.severity for finding in findings if finding.rule == "unsourced-claim"}


@pytest.mark.parametrize(
    "text",
    [
        "Ketamine lifts mood and brings calm.",
        "Infusions ease nerve pain.",
        "You will sleep soundly again.",
        "The spray brightens your outlook.",
        "It makes talk therapy go deeper.",
        "Here is a therapy that gets people moving again.",
    ],
)
def test_something_good_needs_an_approved_fact(text):
    assert advice_about(text) == {Severity.ADVICE}
    assert advice_about(text, facts=["UNKNOWN-1"]) == {Severity.ADVICE}
    assert advice_about(text, facts=[FACT]) == set()


@pytest.mark.parametrize(
    "text",
    [
        "It may ease symptoms in some people for a time.",
        "Ketamine doesn't lift mood in everyone.",
        "Does ketamine lift mood?",
        "The entrance has no steps.",
        "In one trial, pain fell by 1 point out of 10 in both groups.",
    ],
)
def test_what_is_hedged_denied_asked_or_about_something_else_needs_none(text):
    assert advice_about(text) == set()


def test_a_fact_does_not_excuse_an_error():
    errors = examine(make_page(make_block("You can drive yourself home after an hour.", facts=[FACT])), TODAY).errors

    assert [error.rule for error in errors] == ["F21"]


def test_an_approval_is_of_the_words_that_the_fact_has_now():
    facts = read_facts()
    approved = read_rulebook().approved_digests

    assert approved.keys() <= facts.keys()
    assert {name: digest_of(facts[name]) for name in approved} == approved
