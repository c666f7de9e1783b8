"""The rules as data."""

import re

import pytest

from content.review import Severity, examine
from content.review.rulebook import OUR_RULES, RuleProblem, read_rulebook

from .pages import TODAY, make_block, make_page

RULE = """
[[rule]]
id = "A1"
catches = "Leeches"
severity = "error"
reason = "Nobody uses leeches."
remedy = "Leave them out."
patterns = ['\\bleech']
"""


def rules_in(folder, text=RULE):
    (folder / "vocabulary.toml").write_text((OUR_RULES / "vocabulary.toml").read_text())
    (folder / "negation.toml").write_text((OUR_RULES / "negation.toml").read_text())
    (folder / "own.toml").write_text(text)
    return folder


def test_every_rule_says_what_it_catches_why_and_what_to_write_instead():
    for rule in read_rulebook().rules.values():
        assert rule.catches, rule.id
        assert rule.reason, rule.id
        assert rule.remedy, rule.id


def test_all_20_claims_have_a_rule():
    assert {f"F{number:02}" for number in range(1, 21)} <= read_rulebook().rules.keys()


def test_another_clinic_can_bring_rules_of_its_own(tmp_path):
    rulebook = read_rulebook(rules_in(tmp_path))

    (rule,) = rulebook.wordings

    assert (rule.id, rule.severity, rule.subject) == ("A1", Severity.ERROR, "own")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (RULE + RULE, "two rules A1"),
        (RULE + 'colour = "red"', "A1: a rule has no colour"),
        (RULE + 'negation = "often"', 'A1: negation "often"'),
        ("[[rule]", "own.toml cannot be read"),
    ],
)
def test_a_fault_in_a_file_is_named(tmp_path, text, complaint):
    with pytest.raises(RuleProblem, match=re.escape(complaint)):
        read_rulebook(rules_in(tmp_path, text))


def test_a_finding_quotes_the_sentence_and_says_where_it_stands():
    findings = examine(make_page(make_block("It helps some. It is a miracle.")), TODAY)

    (error,) = findings.errors

    assert findings.has_errors
    assert (error.rule, error.sentence, error.place) == ("F07", "It is a miracle.", "Text")
    assert "100 people" in error.remedy
