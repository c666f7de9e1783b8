"""A text too long for a block is refused in words, and stays in its form."""

import json

import pytest
from django.urls import reverse

from content.blocks.rich_text import LONGEST_TEXT, ReaderText
from content.models import InformationPage
from content.page_review.reviews import review
from tests.builders.editing import form_of
from tests.builders.pages import make_whole_page
from tests.builders.staff import make_owner, sign_in

pytestmark = pytest.mark.django_db

SENTENCE = "Reading sets no cookie. "


def draft(text):
    paragraph = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [paragraph], "entityMap": {}})


def save(client, page, text):
    sign_in(client, make_owner())
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, form_of(page) | {"body-0-value-text": draft(text)})


def test_a_text_of_millions_is_refused_in_words_and_kept(client):
    page = make_whole_page()

    response = save(client, page, SENTENCE * 200_000)

    assert response.status_code == 200
    assert "one block holds 20000" in response.text
    assert response.text.count(SENTENCE.strip()) >= 200_000
    assert not page.revisions.exists()


def test_the_longest_text_is_saved(client):
    page = make_whole_page()

    assert save(client, page, "a" * LONGEST_TEXT).status_code == 302


def test_a_page_of_300_blocks_is_reviewed():
    page = make_whole_page()
    text = ReaderText(f"<p>{SENTENCE * 12}</p>")
    page.body = [("text", {"text": text, "sources": [], "facts": ""})] * 300

    assert "long-page" not in {finding.rule for finding in review(page)}
    assert "long-paragraph" in {finding.rule for finding in review(page)}


def test_a_page_too_long_to_review_is_found_at_once():
    page = InformationPage(title="Long", slug="long", summary="Long.")
    page.body = [("text", {"text": ReaderText(f"<p>{SENTENCE * 20_000}</p>"), "sources": [], "facts": ""})]

    assert {finding.rule for finding in review(page).errors} == {"long-page"}
