"""Every number can be checked and judged."""

from dataclasses import replace

import pytest

from .pages import FIGURE, errors_of, make_block, make_condition_page, make_page, make_scales, rules_broken_by

RISKS = make_block(kind="risks")
WHOLE = "After 4 weeks, 23 in 100 of 378 people had few or no symptoms, and 8 in 100 with placebo."


def test_a_number_needs_a_source_in_its_block():
    assert "uncited-number" in errors_of(make_page(make_block(WHOLE, sources=[])))
    assert errors_of(make_page(make_block(WHOLE), RISKS)) == set()


def test_a_summary_may_repeat_a_number_that_the_page_cites():
    repeated = "About 23 in 100 people had few or no symptoms."

    assert "uncited-number" not in errors_of(make_page(make_block(WHOLE), RISKS, summary=repeated))
    assert "uncited-number" in errors_of(make_page(make_block("Words."), RISKS, summary=repeated))


@pytest.mark.parametrize(
    "bare",
    [
        "In 378 people, 23 in 100 got better after 4 weeks.",
        "In 378 people, 23 in 100 got better, and 8 in 100 with placebo.",
        "After 4 weeks, 23 in 100 got better, and 8 in 100 with placebo.",
    ],
)
def test_a_benefit_in_numbers_needs_its_comparison_time_and_people(bare):
    assert "bare-benefit-figure" in errors_of(make_page(make_block(bare), RISKS))


def test_a_study_without_a_comparison_group_says_so():
    honest = "In 41 people, 59 in 100 got better after 2 weeks. This part of the trial had no comparison group."

    assert errors_of(make_page(make_block(honest), RISKS)) == set()


@pytest.mark.parametrize("gap", [{"time": ""}, {"people": None}, {"outcome": ""}, {"comparison_per_100": None}])
def test_numbers_per_100_are_complete(gap):
    block = make_block(kind="numbers", figure=replace(FIGURE, **gap))

    assert "incomplete-figure" in errors_of(make_page(block, RISKS))


def test_numbers_without_a_comparison_say_so_in_their_note():
    alone = replace(FIGURE, comparison="", comparison_per_100=None, note="There was no comparison group.")

    assert errors_of(make_page(make_block(kind="numbers", figure=alone), RISKS)) == set()


def test_a_source_that_is_gone_is_an_error():
    assert errors_of(make_page(make_block("Words.", lost_sources=1))) == {"lost-source"}


def test_a_condition_page_says_how_strong_the_evidence_is():
    assert errors_of(make_condition_page(without=["evidence"])) == {"no-evidence"}
    assert "no-evidence" not in errors_of(make_page())


def test_a_number_of_people_in_trials_needs_a_source():
    assert errors_of(make_condition_page(make_scales(sources=[]))) == {"uncited-evidence"}


def test_people_who_are_not_counted_yet_hold_up_no_page():
    page = make_condition_page(make_scales(people=None, sources=[]), without=["evidence"])

    assert errors_of(page) == set()
    assert "uncounted-people" in rules_broken_by(page)
