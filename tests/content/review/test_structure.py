"""Titles, descriptions, headings and pictures."""

import pytest

from content.review.engine import examine_together
from content.review.page import Picture

from .pages import TODAY, errors_of, make_block, make_heading, make_page, rules_broken_by


def test_titles_and_descriptions_have_a_length():
    assert errors_of(make_page(title="t" * 60, description="d" * 155)) == set()
    assert errors_of(make_page(title="t" * 66, description="d" * 156)) == {"long-title", "long-description"}
    assert errors_of(make_page(description="")) == {"no-description"}


def test_search_results_show_60_characters_of_a_title():
    assert errors_of(make_page(title="t" * 61)) == {"long-search-title"}
    assert errors_of(make_page(title="t" * 65, search_title="t" * 60)) == set()
    assert errors_of(make_page(title="t", search_title="t" * 61)) == {"long-search-title"}


def test_a_heading_does_not_skip_a_level():
    words = make_block("Words.")

    assert "skipped-heading" in errors_of(make_page(make_heading("Inside", 3), words))
    assert "skipped-heading" not in errors_of(make_page(make_heading("Opens", 2), make_heading("Inside", 3), words))


def test_a_heading_has_words_under_it():
    words = make_block("Words.", section="Full")

    assert "empty-section" not in rules_broken_by(make_page(make_heading("Full", 2), words))
    assert "empty-section" in rules_broken_by(make_page(make_heading("Full", 2), words, make_heading("Empty", 2)))


@pytest.mark.parametrize(
    ("picture", "broken"),
    [
        (Picture("A nurse checks blood pressure."), set()),
        (Picture("", is_decorative=True), set()),
        (Picture(""), {"no-alternative-text"}),
        (Picture("IMG_2041.jpg"), {"file-name-as-text"}),
        (Picture("Picture of a nurse"), {"says-picture"}),
        (Picture("a" * 151), {"long-alternative-text"}),
    ],
)
def test_a_picture_tells_blind_readers_what_it_shows(picture, broken):
    page = make_page(make_block("Words.", pictures=(picture,)))

    assert rules_broken_by(page) - {"fact-unchecked"} == broken


def test_two_pages_do_not_share_a_title_or_description():
    first, second = make_page(address="/first/", status=""), make_page(address="/second/", status="")

    of_first, of_second = examine_together([first, second], TODAY)

    assert of_first == ()
    assert {finding.rule for finding in of_second} == {"repeated-title", "repeated-description"}
    assert all("/first/" in finding.reason for finding in of_second)


def test_a_page_too_long_to_be_checked_does_not_go_live():
    sentence = "Ketamine is a cure. "

    assert "long-page" not in errors_of(make_page(make_block(sentence * 100)))
    assert errors_of(make_page(*[make_block(sentence * 1000)] * 20)) == {"long-page"}


def test_words_without_an_end_are_checked_in_pieces():
    words = "and so on " * 150

    assert {"F07", "very-long-sentence"} <= errors_of(make_page(make_block(f"{words}ketamine is a cure {words}")))
