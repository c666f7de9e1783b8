"""The form as a visitor meets it."""

import re
import uuid
from datetime import UTC, datetime

import pytest

from contact.models import ConsultationRequest
from content.models import TeamMemberPage
from tests.builders.pages import add, make_section_page
from tests.builders.requests import form_data, make_clinic_details

pytestmark = pytest.mark.django_db

ADDRESS = "/consultation/"


def test_a_right_form_is_stored_and_leads_to_the_confirmation(client):
    response = client.post(
        ADDRESS, form_data(message="private words", best_times=["morning", "afternoon"], topic="ptsd")
    )

    stored = ConsultationRequest.objects.get()
    assert response.status_code == 302
    assert response["Location"] == "/consultation/received/"
    assert (stored.name, stored.message) == ("Robin Doe", "private words")
    assert (stored.best_times, stored.topic) == ("Morning, Afternoon", "PTSD")


def test_the_confirmation_names_the_reference_and_nothing_personal(client):
    response = client.post(ADDRESS, form_data(message="private words"), follow=True)

    assert ConsultationRequest.objects.get().reference_aloud in response.text
    assert "Robin" not in response.text
    assert "private words" not in response.text
    assert "no-store" in response["Cache-Control"]


def test_the_cookie_holds_the_reference_and_nothing_else(client):
    response = client.post(ADDRESS, form_data())

    cookie = response.cookies["request_reference"]
    assert cookie.value.split(":")[0] == ConsultationRequest.objects.get().reference
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 1800)
    assert "sid" not in response.cookies


def test_a_forged_cookie_shows_no_reference(client):
    client.cookies["request_reference"] = "ABCD2345:forged:signature"

    response = client.get("/consultation/received/")

    assert response.status_code == 200
    assert "ABCD" not in response.text


def test_an_empty_form_hears_of_everything_at_once(client):
    response = client.post(ADDRESS, {})

    assert response.status_code == 422
    for sentence in [
        "Choose who this is for",
        "Add a name. A first name is fine.",
        "Choose how we should reach you",
        "Check this box if you&#x27;re 18 or older",
        "Check this box to say you understand how we&#x27;ll use your answers",
    ]:
        assert response.text.count(sentence) == 2, sentence
    assert "This field is required" not in response.text


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"phone": ""}, "Add a phone number with the area code, like 207-555-0142"),
        ({"phone": "12"}, "Add a phone number with the area code, like 207-555-0142"),
        ({"phone": "ask Robin"}, "There&#x27;s no number here that we could call. Add one, like 207-555-0142"),
        ({"contact_by": "email"}, "Add an email address, like name@example.com"),
        ({"contact_by": "email", "email": "robin@"}, "Add an email address, like name@example.com"),
        ({"wants_acknowledgement": "on"}, "Add an email address, so that we can email you"),
        ({"message": "x" * 1001}, "Shorten it, or tell us the rest on the call."),
        ({"topic": "surgery"}, "Choose one of these, or leave it open"),
    ],
)
def test_each_mistake_is_told_in_plain_words(client, answers, sentence):
    response = client.post(ADDRESS, form_data(**answers))

    assert response.status_code == 422
    assert sentence in response.text
    assert ConsultationRequest.objects.count() == 0


def test_what_was_typed_is_kept(client):
    response = client.post(ADDRESS, form_data(is_adult="", message="words I do not want to type again"))

    assert response.status_code == 422
    assert 'value="Robin Doe"' in response.text
    assert "words I do not want to type again" in response.text


def test_a_number_no_program_can_read_is_kept_as_typed(client):
    client.post(ADDRESS, form_data(phone="555 0142 ask for Robin", asked_about="phone"))

    assert ConsultationRequest.objects.get().phone == "555 0142 ask for Robin"


def test_control_characters_are_dropped(client):
    client.post(ADDRESS, form_data(name="Ro\x00bin\x07 Doe"))

    assert ConsultationRequest.objects.get().name == "Robin Doe"


def test_pressing_send_twice_asks_once(client):
    data = form_data(submission_key=str(uuid.uuid4()))

    client.post(ADDRESS, data)
    client.post(ADDRESS, data)

    assert ConsultationRequest.objects.count() == 1


def test_the_form_is_never_cached_and_opens_no_session(client):
    response = client.get(ADDRESS)

    assert "no-store" in response["Cache-Control"]
    assert set(response.cookies) <= {"csrf"}


def test_crisis_help_is_on_the_form_and_on_the_confirmation(client):
    for address in (ADDRESS, "/consultation/received/"):
        page = client.get(address).text
        assert 'href="tel:988"' in page
        assert 'href="tel:911"' in page


def test_a_stale_security_token_keeps_the_text_and_offers_to_send_again(client):
    client.handler.enforce_csrf_checks = True

    response = client.post(ADDRESS, form_data(message="words I do not want to type again"))

    assert response.status_code == 403
    assert "words I do not want to type again" in response.text
    assert "csrfmiddlewaretoken" in response.text
    assert 'href="tel:988"' in response.text


def test_a_busy_database_keeps_the_text_and_offers_to_send_again(client, monkeypatch):
    from django.db import OperationalError

    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr("contact.views.receive", locked)

    response = client.post(ADDRESS, form_data(message="words I do not want to type again"))

    assert response.status_code == 503
    assert "words I do not want to type again" in response.text


def block_with(page, name):
    """The opening tag of the block that reveals this field."""
    blocks = re.split(r'(<div class="form__revealed[^>]*>)', page)[1:]
    return next(tag for tag, words in zip(blocks[::2], blocks[1::2], strict=True) if f'name="{name}"' in words)


def test_what_a_choice_reveals_is_hidden_by_the_style_sheet_alone(client):
    page = client.get(ADDRESS).text

    assert block_with(page, "phone") == '<div class="form__revealed form__revealed--number">'
    assert block_with(page, "email") == '<div class="form__revealed form__revealed--email">'
    assert "(if you chose a call or text)" in page


@pytest.mark.parametrize(
    "answers",
    [
        {"contact_by": "email", "email": ""},
        {"contact_by": "email", "email": "robin@", "phone": "(212) 555-0142"},
        {"email": "robin@example.com", "name": ""},
    ],
    ids=["nothing typed", "a mistake", "something typed"],
)
def test_a_field_with_a_mistake_or_with_words_in_it_is_never_hidden(client, answers):
    page = client.post(ADDRESS, form_data(**answers)).text

    assert block_with(page, "email") == '<div class="form__revealed">'


def test_a_link_may_say_what_it_is_about(client):
    page = client.get(f"{ADDRESS}?about=insurance").text

    assert '<option value="insurance" selected>' in page
    assert "about insurance and costs" in page


@pytest.mark.parametrize("about", ["ptsd", "<b>", "\x00", ""])
def test_a_link_says_nothing_else_and_no_condition(client, about):
    assert " selected>" not in client.get(ADDRESS, {"about": about}).text.replace('value="" selected', "")


def test_who_answers_and_by_when_stands_beside_the_form(client, clock):
    make_clinic_details([0, 1, 2, 3, 4], reply_within_working_days=2, time_zone="America/New_York")
    clock.move_to(datetime(2026, 12, 2, 2, 0, tzinfo=UTC))
    add(make_section_page("team"), TeamMemberPage, "alex", {"title": "Alex Example", "job_title": "Psychiatrist"})

    page = " ".join(client.get(ADDRESS).text.split())

    assert "Alex Example" in page
    assert "We get back to you by Thursday, December 3, 5 p.m." in page


def test_nothing_is_said_of_people_and_times_that_the_clinic_has_not_entered(client):
    page = client.get(ADDRESS).text

    assert "We get back to you" not in page
    assert 'class="person' not in page
