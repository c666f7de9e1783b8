"""Reading Wagtail pages: live, draft or unsaved, wherever the words stand."""

from datetime import date

import pytest

from content.models import ConditionPage
from content.page_review.page_reader import read_pages
from content.page_review.reviews import review
from content.review.page import Scales
from tests.builders.pages import (
    make_condition_page,
    make_evidence,
    make_information_page,
    make_source,
    make_treatment_page,
)
from tests.content.review.corpus import is_claim

pytestmark = pytest.mark.django_db

CURE = "Ketamine is a cure."


def body_of(*blocks):
    return [{"type": kind, "value": value} for kind, value in blocks]


def read(page):
    (reviewed_page,) = read_pages([page])
    return reviewed_page


def claims_on(page):
    return [(finding.rule, finding.place) for finding in review(page).errors if is_claim(finding)]


@pytest.mark.parametrize(
    ("field", "place"),
    [
        ("title", "Title"),
        ("seo_title", "Title tag"),
        ("short_title", "Short title"),
        ("search_description", "Meta description"),
        ("summary", "Summary"),
        ("status_line", "Status line"),
    ],
)
def test_a_claim_in_any_field_is_found(field, place):
    assert claims_on(make_information_page(**{field: CURE})) == [("F07", place)]


def test_a_claim_in_the_facts_of_a_treatment_is_found():
    assert claims_on(make_treatment_page(regulatory_status="Ketamine is FDA-approved for PTSD")) == [
        ("F01", "Regulatory status")
    ]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("heading", {"text": CURE, "level": "2"}),
        ("heading", {"text": CURE, "level": "3"}),
        ("text", {"text": "<p>Words. <b>Ketamine</b> is a cure.</p>"}),
        ("text", {"text": f"<ul><li>{CURE}</li></ul>"}),
        ("key_points", {"points": [CURE]}),
        ("questions", {"points": [CURE]}),
        ("expander", {"question": "Does it last?", "answer": f"<p>{CURE}</p>"}),
        ("risks", {"title": CURE, "text": "<p>Words.</p>"}),
        ("not_for", {"intro": CURE, "points": ["Words."]}),
        ("unknowns", {"points": [{"type": "item", "id": "1", "value": CURE}]}),
        ("warning", {"title": "Mind", "text": f"<p>{CURE}</p>"}),
        ("care_card", {"level": "urgent", "heading": CURE, "points": ["a"], "action": "none"}),
        ("do_dont", {"do": [CURE], "dont": ["a"]}),
        ("scenes", {"scenes": [{"when": "Before", "title": "Rest", "text": CURE}]}),
        ("timeline", {"steps": [{"when": "Before", "title": "Rest", "text": CURE}]}),
        ("treatment_comparison", {"intro": CURE}),
        ("options", {"about": "A", "options": ["B", "C"], "rows": [{"question": "D", "answers": [CURE, "E."]}]}),
        ("numbers", {"title": "Trial", "outcome": CURE, "time": "a day", "people": 3, "treatment_label": "Ketamine"}),
    ],
)
def test_a_claim_in_any_block_is_found_once(kind, value):
    found = claims_on(make_information_page(body=body_of((kind, value))))

    assert [rule for rule, _ in found] == ["F07"]


def test_what_a_page_tells_search_engines_is_read():
    page = make_information_page()
    page.structured_data = {"@type": "MedicalWebPage", "about": [{"name": CURE}]}

    assert claims_on(page) == [("F07", "Structured data")]


def test_sources_links_and_choices_are_read_with_their_block():
    source, safety = make_source("R09"), make_information_page("safety")
    text = f'<p>See <a linktype="page" id="{safety.pk}">Safety</a> and <a href="https://988lifeline.org">chat</a>.</p>'
    blocks = body_of(
        ("heading", {"text": "What studies found", "level": "2"}),
        ("text", {"text": text, "sources": [source.pk, 999]}),
        ("care_card", {"heading": "Call", "points": ["a"], "action": "call_lifeline", "level": "urgent"}),
    )

    _, words, card = read(make_information_page("other", body=blocks)).blocks

    assert (words.section, words.sources, words.lost_sources) == ("What studies found", ("R09",), 1)
    assert [link.address for link in words.links] == ["/safety/", "https://988lifeline.org"]
    assert "call_lifeline" in card.choices


@pytest.mark.parametrize(("live", "broken"), [(True, set()), (False, {("lost-link", "Safety")})])
def test_a_link_leads_to_a_page_that_readers_can_open(live, broken):
    linked = make_information_page("safety", live=live)
    page = make_page_with_link_to(linked)

    assert lost_links_of(page) == broken


def test_a_link_to_a_page_that_was_deleted_is_found():
    linked = make_information_page("costs")
    page = make_page_with_link_to(linked)

    linked.delete()

    assert lost_links_of(page) == {("lost-link", "Safety")}


def make_page_with_link_to(linked):
    text = f'<p>See <a linktype="page" id="{linked.pk}">Safety</a>.</p>'
    return make_information_page("other", body=body_of(("text", {"text": text})))


def lost_links_of(page):
    return {(finding.rule, finding.sentence) for finding in review(page).errors if finding.rule == "lost-link"}


def test_a_condition_page_is_read_whole():
    page = read(make_condition_page(last_reviewed=date(2026, 1, 1), evidence=[make_evidence("spray", 33, "unclear")]))

    assert (page.kind, page.address) == ("condition", "/conditions/ptsd/")
    assert page.facts.last_reviewed == date(2026, 1, 1)
    assert [block.scales for block in page.blocks] == [Scales(33, "unclear")]


def test_a_draft_is_reviewed_by_its_own_words():
    page = make_information_page()
    page.summary = CURE
    page.save_revision()
    page.refresh_from_db()

    assert claims_on(page) == []
    assert claims_on(page.get_latest_revision_as_object()) == [("F07", "Summary")]


def test_a_page_that_was_never_saved_is_reviewed():
    page = ConditionPage(title=CURE, body=body_of(("text", {"text": f"<p>{CURE}</p>"})))

    assert [rule for rule, _ in claims_on(page)] == ["F07", "F07"]
