"""Harm beside benefit, and the regulatory status first."""

import pytest

from content.review.page import Kind, Link
from content.review.rulebook import read_rulebook

from .pages import errors_of, make_block, make_condition_page, make_page, rules_broken_by

BENEFIT = "Ketamine may ease the symptoms of PTSD."


def test_the_status_comes_within_the_first_150_words():
    late = make_page(make_block("word " * 150), make_block(BENEFIT, "This is off-label."), status=None)

    assert "late-status" in errors_of(late)
    assert "late-status" not in errors_of(make_page(make_block(BENEFIT)))


def test_a_page_that_links_nothing_to_a_condition_needs_no_status():
    assert "late-status" not in errors_of(make_page(make_block("Reading sets no cookie."), status=None))


def test_a_benefit_needs_risks_or_a_link_to_them_in_its_section():
    link = (Link("Safety", "/safety/"),)

    assert "benefit-without-harm" in errors_of(make_page(make_block(BENEFIT)))
    assert "benefit-without-harm" not in errors_of(make_page(make_block(BENEFIT, links=link)))
    assert "benefit-without-harm" not in errors_of(make_page(make_block(BENEFIT), make_block(kind="risks")))


def test_a_benefit_has_its_limit_in_its_own_paragraph():
    limit = "It did not help everyone."
    page = make_condition_page

    assert "benefit-without-limit" in rules_broken_by(page(make_block(BENEFIT, limit)))
    assert "benefit-without-limit" not in rules_broken_by(page(make_block(f"{BENEFIT} {limit}")))
    assert "benefit-without-limit" not in rules_broken_by(make_page(make_block(BENEFIT)))


def test_the_points_of_a_list_are_one_paragraph():
    points = make_block(BENEFIT, "It did not help everyone.", passage_kind=Kind.POINT)

    assert "benefit-without-limit" not in rules_broken_by(make_condition_page(points))


def test_a_figure_of_the_label_of_2020_says_so():
    assert "old-label" in errors_of(make_page(make_block("Blood pressure can rise.", sources=["R74"])))
    assert "old-label" not in errors_of(make_page(make_block("The label of 2020 says so.", sources=["R74"])))


def test_a_side_effect_in_figures_has_its_other_side():
    alone, both = "Of 100, 28 out of 100 had nausea.", "28 out of 100 had nausea, and 9 out of 100 on placebo."

    assert "one-sided-harm" in rules_broken_by(make_page(make_block(alone)))
    assert "one-sided-harm" not in rules_broken_by(make_page(make_block(both)))


@pytest.mark.parametrize("doubt", ["Ketamine hasn't eased depression.", "Expecting to feel better helped too."])
def test_a_contraction_or_an_expectation_is_a_limit(doubt):
    assert read_rulebook().words["limit"].search(doubt)


def test_hope_is_no_limit():
    assert not read_rulebook().words["limit"].search("Ketamine may ease depression and give hope.")


@pytest.mark.parametrize("time", ["five weeks", "a four-week trial", "ten minutes", "twelve months", "day seven"])
def test_times_may_stand_in_words(time):
    assert read_rulebook().words["time"].search(time)
