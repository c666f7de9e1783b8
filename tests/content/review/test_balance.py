"""Harm beside benefit, and the regulatory status first."""

import pytest

from content.review.page import Kind, Link
from content.review.rulebook import read_rulebook

from .pages import FIGURE, errors_of, make_block, make_condition_page, make_page

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


def test_a_condition_page_says_as_much_of_harm_and_doubt_as_of_benefit():
    praise = make_block(*[BENEFIT] * 10)

    assert "lopsided" in errors_of(make_condition_page(praise))
    assert "lopsided" not in errors_of(make_condition_page(make_block(BENEFIT)))


def test_a_figure_of_benefit_counts_as_benefit():
    figures = [make_block(*["word " * 40], kind="numbers", figure=FIGURE, passage_kind=Kind.LABEL)] * 2

    assert "lopsided" in errors_of(make_condition_page(*figures))


@pytest.mark.parametrize("doubt", ["Ketamine hasn't eased depression.", "Expecting to feel better helped too."])
def test_a_contraction_or_an_expectation_is_a_limit(doubt):
    assert read_rulebook().words["limit"].search(doubt)


def test_hope_is_no_limit():
    assert not read_rulebook().words["limit"].search("Ketamine may ease depression and give hope.")


@pytest.mark.parametrize("time", ["five weeks", "a four-week trial", "ten minutes", "twelve months", "day seven"])
def test_times_may_stand_in_words(time):
    assert read_rulebook().words["time"].search(time)
