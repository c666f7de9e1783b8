"""A clinician refers a patient, without saying who the patient is."""

import pytest
from django.core.management import call_command
from django.db import OperationalError

from contact.models import ConsultationRequest
from tests.builders.requests import make_clinic_details, referral_data

pytestmark = pytest.mark.django_db

ADDRESS = "/for-clinicians/refer/"


def test_a_referral_is_stored_and_leads_to_the_confirmation(client):
    response = client.post(ADDRESS, referral_data(credentials="MD", fax="212-555-0171", message="private words"))

    stored = ConsultationRequest.objects.get()
    assert (response.status_code, response["Location"]) == (302, "/consultation/received/")
    assert (stored.kind, stored.name, stored.credentials) == ("referral", "Dr. Alex Example", "MD")
    assert (stored.practice, stored.phone, stored.fax) == ("Example Family Medicine", "(212) 555-0170", "212-555-0171")
    assert (stored.patient_initials, stored.topic, stored.message) == ("R.D.", "Major depression", "private words")


def test_the_confirmation_is_about_a_referral_and_names_nobody(client):
    page = client.post(ADDRESS, referral_data(message="private words"), follow=True).content.decode()

    assert "We got your referral" in page
    assert ConsultationRequest.objects.get().reference_aloud in page
    assert f'<a href="{ADDRESS}">a new form</a>' in page
    assert not any(words in page for words in ("Alex", "Family Medicine", "R.D.", "Major depression", "private"))


def test_the_confirmation_says_by_when(client):
    make_clinic_details([0, 1, 2, 3, 4], reply_within_working_days=2)

    assert "clinic time" in client.post(ADDRESS, referral_data(), follow=True).content.decode()


def test_the_cookies_hold_the_reference_and_nothing_else(client):
    cookies = client.post(ADDRESS, referral_data()).cookies

    reference = ConsultationRequest.objects.get().reference
    assert {name: cookie["path"] for name, cookie in cookies.items()} == {
        "request_reference": "/consultation/",
        "form_reference": ADDRESS,
    }
    assert {cookie.value.split(":")[0] for cookie in cookies.values()} == {reference}


def test_an_empty_form_hears_of_everything_at_once(client):
    response = client.post(ADDRESS, {})

    assert response.status_code == 422
    for sentence in [
        "Add your name",
        "Add the name of your practice or organization",
        "Give us one way to reach you: a phone number, a fax number or an email address",
        "Add your patient&#x27;s initials, like R.D.",
        "Choose the main reason for the referral",
        "Check this box if your patient is 18 or older",
        "Check this box once your patient has agreed that you send us this",
    ]:
        assert response.text.count(sentence) == 2, sentence
    assert "This field is required" not in response.text


@pytest.mark.parametrize(
    "way", [{"phone": "212 555 0170"}, {"fax": "212 555 0171"}, {"email": "alex@practice.example"}]
)
def test_any_one_way_to_reach_the_clinician_is_enough(client, way):
    client.post(ADDRESS, referral_data(phone="") | way)

    assert ConsultationRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"patient_initials": "Robin Doe"}, "Use the initials only, like R.D."),
        ({"phone": "12"}, "Add a phone number with the area code, like 207-555-0142"),
        ({"phone": "", "fax": "12"}, "Add a fax number with the area code, like 207-555-0142"),
        ({"phone": "", "email": "alex@"}, "Add an email address, like name@example.com"),
        ({"wants_acknowledgement": "on"}, "Add an email address, so that we can email you"),
        ({"message": "x" * 1001}, "Shorten it, or tell us the rest on the call."),
        ({"topic": "surgery"}, "Choose the main reason for the referral"),
        ({"patient_agrees": ""}, "Check this box once your patient has agreed that you send us this"),
    ],
)
def test_each_mistake_is_told_in_plain_words_and_what_was_typed_is_kept(client, answers, sentence):
    response = client.post(ADDRESS, referral_data(**answers))

    assert response.status_code == 422
    assert sentence in response.text
    assert 'value="Example Family Medicine"' in response.text
    assert ConsultationRequest.objects.count() == 0


def test_the_form_asks_for_no_patient_name_and_says_so(client):
    page = client.get(ADDRESS).content.decode()

    assert "Initials only" in page
    assert 'name="patient_name"' not in page
    assert 'href="tel:988"' in page
    assert 'href="tel:911"' in page


def test_pressing_send_twice_or_after_going_back_refers_once(client):
    data = referral_data()
    client.post(ADDRESS, data)

    again = client.post(ADDRESS, data)
    after_back = client.post(ADDRESS, referral_data())

    assert ConsultationRequest.objects.count() == 1
    assert again["Location"] == after_back["Location"] == "/consultation/received/?again"


def test_what_looks_like_spam_is_kept_apart(client):
    client.post(ADDRESS, referral_data(subject="cheap watches"))

    assert ConsultationRequest.objects.get().quarantine_reason == "hidden_field"


def test_a_patient_in_danger_is_read_first_and_the_clinician_is_told_not_to_wait(client):
    page = client.post(ADDRESS, referral_data(message="He wants to kill himself."), follow=True).content.decode()

    assert ConsultationRequest.objects.get().priority == "high"
    assert "If your patient is thinking of suicide, get help now" in page


def test_mail_says_that_a_referral_came_and_nothing_of_people(client, mailoutbox):
    client.post(ADDRESS, referral_data(email="alex@practice.example", wants_acknowledgement="on"))

    call_command("send_mail", once=True)

    to_staff, to_clinician = sorted(mailoutbox, key=lambda letter: letter.to != ["staff@localhost"])
    reference = ConsultationRequest.objects.get().reference
    assert (to_staff.subject, to_clinician.subject) == (f"New referral {reference}", "We got your request")
    assert to_clinician.to == ["alex@practice.example"]
    whole = "".join(letter.subject + letter.body for letter in mailoutbox)
    unsaid = ("Alex", "Family", "R.D.", "epression", "555", "patient", "etamine", "Clinic")
    assert [words for words in unsaid if words in whole] == []


def test_a_stale_token_and_a_busy_database_keep_what_was_typed(client, monkeypatch):
    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr("contact.views.receive", locked)
    busy = client.post(ADDRESS, referral_data(message="words I do not want to type again"))
    client.handler.enforce_csrf_checks = True
    stale = client.post(ADDRESS, referral_data(message="words I do not want to type again"))

    assert (busy.status_code, stale.status_code) == (503, 403)
    for response in (busy, stale):
        assert "Your referral was not sent" in response.text
        assert "words I do not want to type again" in response.text
        assert f'action="{ADDRESS}"' in response.text
