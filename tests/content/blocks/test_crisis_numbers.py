"""Crisis numbers are typed into one place, and pages name them by a token."""

from importlib import import_module

import pytest

from contact.models import CrisisHelp
from content.page_review.reviews import review
from tests.builders.dates import clinics_today
from tests.builders.pages import make_information_page, make_whole_page

pytestmark = pytest.mark.django_db


def page_saying(html):
    return make_information_page(body=[("text", {"text": html, "sources": []})])


def shown(client, page):
    return client.get(page.get_url()).content.decode()


def test_a_token_is_shown_as_the_number_that_is_kept(client):
    CrisisHelp.objects.create(lifeline_number="116 123", emergency_number="112")
    page = page_saying("<p>Call {lifeline}. In danger, call {emergency}.</p>")

    assert "Call 116 123. In danger, call 112." in shown(client, page)


def test_without_a_change_they_are_those_of_the_country(client):
    assert "Call 988 or 911." in shown(client, page_saying("<p>Call {lifeline} or {emergency}.</p>"))


def test_other_braces_are_left_alone(client):
    assert "{name} and {Lifeline}" in shown(client, page_saying("<p>{name} and {Lifeline}</p>"))


@pytest.mark.parametrize("sentence", ["Call 988 now.", "In danger: 911.", "Do you call 911?", "988 is free."])
def test_a_number_that_is_typed_in_cannot_go_live(sentence):
    page = make_whole_page()
    page.summary = sentence

    assert [finding.rule for finding in review(page, clinics_today()).errors] == ["bare-crisis-number"]


@pytest.mark.parametrize("sentence", ["Call {lifeline}.", "The form is FDA-988.", "Call 555-0911.", "9880 people."])
def test_tokens_and_other_numbers_may(sentence):
    page = make_whole_page()
    page.summary = sentence

    assert "bare-crisis-number" not in {finding.rule for finding in review(page, clinics_today())}


def test_an_update_names_the_numbers_of_pages_that_have_them():
    with_tokens = import_module("content.migrations.0014_crisis_numbers_by_token").with_tokens
    old = [{"type": "text", "value": {"text": '<p>Call 988 or <a href="tel:911">911</a>.</p>', "people": 988}}]

    assert with_tokens(old) == [
        {
            "type": "text",
            "value": {"text": '<p>Call {lifeline} or <a href="tel:911">{emergency}</a>.</p>', "people": 988},
        }
    ]
