"""Pages that are overdue, and facts that expire."""

import re
from dataclasses import replace
from datetime import date

import pytest

from content.review.dates import ExpiringFact, due_facts
from content.review.page import ReviewMetadata
from content.review.rulebook import read_rulebook

from .pages import FACTS, errors_of, make_block, make_page, rules_broken_by


@pytest.mark.parametrize(
    ("facts", "broken"),
    [
        (FACTS, set()),
        (ReviewMetadata(), {"no-author", "no-last-review", "no-next-review"}),
        (replace(FACTS, next_review_due=date(2027, 11, 24)), {"next-review-too-late"}),
        (replace(FACTS, last_reviewed=date(2026, 11, 26)), {"reviewed-in-future"}),
        (replace(FACTS, last_reviewed=date(2025, 1, 1), next_review_due=date(2025, 6, 1)), {"review-overdue"}),
    ],
)
def test_a_page_says_who_wrote_it_and_when_it_is_checked(facts, broken):
    assert errors_of(make_page(facts=facts)) == broken


def test_a_review_on_a_leap_day_is_due_on_the_28th():
    leap = replace(FACTS, last_reviewed=date(2028, 2, 29), next_review_due=date(2029, 2, 28))

    assert errors_of(make_page(facts=leap), today=date(2028, 3, 1)) == set()


def test_a_page_that_shows_no_dates_needs_none():
    assert errors_of(make_page(kind="home", facts=None)) == set()


def test_a_fact_is_due_30_days_before_its_day():
    page = make_page(make_block("A 2025 Cochrane review found little."))

    assert "fact-due" not in rules_broken_by(page, today=date(2027, 2, 1))
    assert "fact-due" in rules_broken_by(page, today=date(2027, 10, 24))


def test_a_rule_that_has_ended_is_an_error():
    page = make_page(make_block("Doctors may prescribe it by telehealth."))

    assert "fact-ended" not in errors_of(page, today=date(2026, 12, 31))
    assert "fact-ended" in errors_of(page, today=date(2027, 1, 1))


def test_due_facts_come_in_the_order_of_their_days():
    def fact(name, day):
        return ExpiringFact(name, "So it is.", re.compile(name), day, "the label", checked=date(2026, 1, 1))

    later, sooner, far = fact("a", date(2026, 12, 9)), fact("b", date(2026, 12, 1)), fact("c", date(2027, 12, 1))
    unchecked = replace(far, checked=None)

    assert due_facts([later, sooner, far], date(2026, 11, 25)) == [sooner, later]
    assert due_facts([later, sooner, unchecked], date(2026, 11, 25)) == [unchecked, sooner, later]


def test_a_fact_that_nobody_looked_up_is_due_from_the_start():
    page = make_page(make_block("The VA/DoD guideline suggests against ketamine for PTSD."))

    assert "fact-unchecked" in rules_broken_by(page)
    assert "fact-unchecked" not in errors_of(page)


def test_a_block_rests_on_the_label_that_it_cites():
    label, review = (make_page(make_block("2020.", sources=[source]), status="Fine.") for source in ("R74", "R44"))

    assert "fact-unchecked" in rules_broken_by(label)
    assert "fact-unchecked" not in rules_broken_by(review)


def test_no_page_says_that_the_label_in_force_was_read_while_nobody_did():
    label = next(fact for fact in read_rulebook().expiring_facts if fact.id == "esketamine-label")

    assert label.checked is None
    assert label.cited_by == {"R01", "R73", "R74"}
