"""A number that cannot be called as typed is asked about once, and never refused."""
# ruff: noqa: RUF001 (digits as people paste them)

import html

import pytest

from contact.models import ConsultationRequest
from tests.builders.requests import form_data, mistake_data, referral_data

pytestmark = pytest.mark.django_db
FORM, REFERRAL, MISTAKE = "/consultation/", "/for-clinicians/refer/", "/report-a-mistake/"


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("212-555-014", "This number has 9 digits. Is it right?"),
        ("555-0142", "This number has no area code. Is it right?"),
        ("555-0142 ask for Robin", "This number has no area code. Is it right?"),
        ("000-000-0000", "It looks as if no one can call this number. Is it right?"),
        ("123 456 7890", "It looks as if no one can call this number. Is it right?"),
        ("21255501422", "This number has 11 digits. Is it right?"),
        ("1-800-FLOW", "We can't tell which number this is. Is it right?"),
    ],
)
def test_a_number_that_cannot_be_called_is_asked_about_once(client, typed, question):
    asked = client.post(FORM, form_data(phone=typed, message="my own words"))
    assert ConsultationRequest.objects.count() == 0

    client.post(FORM, form_data(phone=typed, message="my own words", asked_about="phone"))

    assert asked.status_code == 422
    assert question in html.unescape(asked.text)
    assert 'name="answer"' in asked.text
    assert f'value="{typed}"' in asked.text
    assert "my own words" in asked.text
    assert ConsultationRequest.objects.get().phone == typed


@pytest.mark.parametrize(
    "typed",
    [
        "1-855-KETAMINE",
        "212-555-HELP",
        "1 800 FLOWERS",
        "212-555-0142 after 5pm",
        "212 555 0142 or 917 555 0100",
        "0044 20 7946 0958",
        "(212) 555-0142 ext. 12",
        "２１２ ５５５ ０１４２",
    ],
)
def test_a_number_that_can_be_called_is_not_asked_about(client, typed):
    client.post(FORM, form_data(phone=typed))

    assert ConsultationRequest.objects.get().phone == typed


def test_letters_are_not_answered_with_the_area_code(client):
    page = html.unescape(client.post(FORM, form_data(phone="CALL ME")).text)

    assert "There's no number here that we could call" in page
    assert "with the area code" not in page


def test_a_fax_number_is_asked_about_too(client):
    asked = client.post(REFERRAL, referral_data(phone="212-555-017", fax="555-0171"))
    client.post(REFERRAL, referral_data(phone="212-555-017", fax="555-0171", asked_about=["phone", "fax"]))

    assert "This number has 9 digits" in asked.text
    assert "This number has no area code" in asked.text
    assert ConsultationRequest.objects.get().fax == "555-0171"


def test_the_number_of_who_reports_a_mistake_is_asked_about_too(client):
    asked = client.post(MISTAKE, mistake_data(reply_to="212-555-014"))
    client.post(MISTAKE, mistake_data(reply_to="212-555-014", asked_about="reply_to"))

    assert "This number has 9 digits" in asked.text
    assert ConsultationRequest.objects.get().phone == "212-555-014"


def test_nobody_in_danger_is_asked_about_a_number(client):
    client.post(FORM, form_data(phone="555-0142", message="I want to kill myself"))

    assert ConsultationRequest.objects.get().priority == "high"
