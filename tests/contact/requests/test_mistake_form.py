"""Whoever finds a mistake on a page can report it, without a phone number and without saying who they are."""

import pytest
from django.core.management import call_command

from contact.models import ConsultationRequest
from tests.builders.pages import make_home_page, make_information_page
from tests.builders.requests import mistake_data

pytestmark = pytest.mark.django_db

ADDRESS = "/report-a-mistake/"


def page_field(response):
    return response.context["form"]["about_page"].value()


def test_a_report_is_stored_and_leads_to_the_confirmation(client):
    page = client.post(ADDRESS, mistake_data(message="private words"), follow=True)

    stored = ConsultationRequest.objects.get()
    assert page.redirect_chain == [("/consultation/received/", 302)]
    assert (stored.kind, stored.about_page, stored.message) == ("mistake", "/safety/", "private words")
    assert (stored.name, stored.phone, stored.email) == ("", "", "")
    assert "We got your report" in page.content.decode()
    assert "private words" not in page.content.decode()


def test_no_reply_is_promised(client):
    page = client.post(ADDRESS, mistake_data(), follow=True).content.decode()

    assert "clinic time" not in page
    assert ConsultationRequest.objects.get().due_at is None


def test_the_link_at_the_foot_of_a_page_fills_in_which_page(client):
    make_information_page("safety")
    page = client.get("/safety/").content.decode()

    response = client.get(f"{ADDRESS}?page=/safety/")

    assert f'href="{ADDRESS}?page=/safety/"' in page
    assert page_field(response) == "/safety/"


@pytest.mark.parametrize(
    "named",
    [
        "/nowhere/",
        "/draft/",
        "https://example.com/safety/",
        "//example.com/safety/",
        "/safety/?x=1",
        "/safety/<b>",
        "/../safety/",
        "safety",
        "/" + "safety/" * 40,
        "\x00",
        "",
    ],
)
def test_only_a_page_of_the_site_gets_into_the_form(client, named):
    make_information_page("safety")
    make_information_page("draft", live=False)

    response = client.get(ADDRESS, {"page": named})

    assert response.status_code == 200
    assert page_field(response) is None


def test_the_home_page_is_a_page_too(client):
    make_home_page()

    assert page_field(client.get(f"{ADDRESS}?page=/")) == "/"


def test_which_page_may_be_said_in_words(client):
    client.post(ADDRESS, mistake_data(about_page="The one about costs"))

    assert ConsultationRequest.objects.get().about_page == "The one about costs"


@pytest.mark.parametrize(
    ("typed", "email", "phone"),
    [(" robin@example.com ", "robin@example.com", ""), ("212-555-0142", "", "212-555-0142"), ("", "", "")],
)
def test_a_way_to_reply_is_one_line_and_optional(client, typed, email, phone):
    client.post(ADDRESS, mistake_data(reply_to=typed))

    stored = ConsultationRequest.objects.get()
    assert (stored.email, stored.phone) == (email, phone)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"about_page": ""}, "Tell us which page it&#x27;s on. The title is enough."),
        ({"message": ""}, "Tell us what&#x27;s wrong"),
        ({"message": "x" * 1001}, "a little long (over 1,000 characters). Shorten it."),
    ],
)
def test_each_mistake_is_told_in_plain_words(client, answers, sentence):
    response = client.post(ADDRESS, mistake_data(**answers))

    assert response.status_code == 422
    assert response.text.count(sentence) == 2
    assert ConsultationRequest.objects.count() == 0


def test_spam_and_danger_are_looked_for_and_crisis_help_is_there(client):
    client.post(ADDRESS, mistake_data(subject="cheap watches", message="I want to kill myself."))

    stored = ConsultationRequest.objects.get()
    assert (stored.quarantine_reason, stored.priority) == ("hidden_field", "high")
    assert 'href="tel:988"' in client.get(ADDRESS).content.decode()


def test_mail_to_staff_says_which_kind_came_and_nothing_of_it(client, mailoutbox):
    client.post(ADDRESS, mistake_data(reply_to="robin@example.com"))

    call_command("send_mail", once=True)

    [letter] = mailoutbox
    assert letter.subject == f"Mistake on a page {ConsultationRequest.objects.get().reference}"
    assert not any(words in letter.body for words in ("safety", "number is wrong", "robin"))
