"""What becomes of the email address that somebody types into a form: it is never the reason that a request is lost."""

import re

import pytest

from contact.models import ConsultationRequest, OutboxMessage
from tests.builders.requests import form_data, make_clinic_details, mistake_data, referral_data

pytestmark = pytest.mark.django_db

CONSULTATION, REFERRAL, MISTAKE = "/consultation/", "/for-clinicians/refer/", "/report-a-mistake/"
SLIP = "jane@gmail.con"
OTHER_SCRIPT = "юзер@екзампл.ком"


def by_email(address, **answers):
    return form_data(contact_by="email", phone="", email=address, **answers)


def acknowledgements():
    return OutboxMessage.objects.filter(kind="acknowledgement").count()


@pytest.mark.parametrize("typed", ["jane@ example.com", "<jane@example.com>.", "\ufeffjane@example.com\u200b"])
@pytest.mark.parametrize(
    ("address", "data", "field"),
    [(CONSULTATION, form_data, "email"), (REFERRAL, referral_data, "email"), (MISTAKE, mistake_data, "reply_to")],
)
def test_it_is_stored_trimmed(client, address, data, field, typed):
    answer = client.post(address, data(**{field: typed}))

    assert answer.status_code == 302
    assert ConsultationRequest.objects.get().email == "jane@example.com"


@pytest.mark.parametrize(
    ("address", "data", "field"),
    [(CONSULTATION, form_data, "email"), (REFERRAL, referral_data, "email"), (MISTAKE, mistake_data, "reply_to")],
)
def test_a_slip_is_asked_about_and_one_press_changes_it(client, address, data, field):
    typed = data(**{field: SLIP}, message="words I do not want to type again")

    asked = client.post(address, typed)
    client.post(address, typed | {"asked_about": field, "answer": f"take:{field}"})

    assert asked.status_code == 422
    assert "Did you mean jane@gmail.com?" in asked.text
    assert "words I do not want to type again" in asked.text
    assert f'value="{SLIP}"' in asked.text
    assert re.findall(r'name="answer"\s+value="([^"]+)"', asked.text) == [f"take:{field}", f"keep:{field}"]
    assert ConsultationRequest.objects.get().email == "jane@gmail.com"


@pytest.mark.parametrize("pressed", [{"answer": "keep:email"}, {"send": "Send"}])
def test_what_was_typed_is_kept_with_one_press(client, pressed):
    typed = by_email(SLIP)
    asked = client.post(CONSULTATION, typed)

    sent = client.post(CONSULTATION, typed | {"asked_about": "email"} | pressed)

    assert asked.status_code == 422
    assert sent.status_code == 302
    assert ConsultationRequest.objects.get().email == SLIP


def test_enter_answers_no_question(client):
    """It presses the first button of a form."""
    page = client.post(CONSULTATION, by_email(SLIP)).text
    form = page[page.index('<form class="form"') :]

    assert 'name="answer"' not in re.search(r"<button[^>]*>", form)[0]


def test_whoever_may_be_in_danger_is_not_held_up(client):
    answer = client.post(CONSULTATION, by_email(SLIP, message="I want to kill myself"))

    assert answer.status_code == 302
    assert ConsultationRequest.objects.get().priority == "high"


@pytest.mark.parametrize("unreadable", ["robin@", "robin at work", "a@b@c", "jane@example.com, bob@example.org"])
def test_an_address_that_nobody_needs_holds_nothing_up(client, unreadable):
    answer = client.post(CONSULTATION, form_data(email=unreadable, wants_acknowledgement="on"), follow=True)

    stored = ConsultationRequest.objects.get()
    assert (stored.email, stored.cannot_be_mailed) == (unreadable, True)
    assert acknowledgements() == 0
    assert "email you about it" in answer.text


def test_an_unreadable_address_that_is_needed_is_asked_for_again(client):
    for address, data in [(CONSULTATION, by_email("robin@")), (REFERRAL, referral_data(phone="", email="alex@"))]:
        assert "Add an email address, like name@example.com" in client.post(address, data).text

    assert not ConsultationRequest.objects.exists()


@pytest.mark.parametrize("number", ["12", "none", "ask Bob"])
def test_a_number_that_nobody_needs_holds_nothing_up(client, number):
    client.post(CONSULTATION, by_email("robin@example.com") | {"phone": number})
    client.post(REFERRAL, referral_data(fax=number))

    assert ConsultationRequest.objects.count() == 2


@pytest.mark.parametrize("typed", ["ask at the desk", "robin@", "12"])
def test_a_report_of_a_mistake_is_taken_whatever_stands_for_a_reply(client, typed):
    client.post(MISTAKE, mistake_data(reply_to=typed))

    stored = ConsultationRequest.objects.get()
    assert typed in (stored.email, stored.phone)


@pytest.mark.parametrize("data", [by_email(OTHER_SCRIPT), form_data(email=OTHER_SCRIPT)], ids=["by email", "by phone"])
def test_an_address_in_another_script_is_stored_for_staff(client, data):
    make_clinic_details(phone="(212) 555-0142")

    answer = client.post(CONSULTATION, data | {"wants_acknowledgement": "on"}, follow=True)

    assert ConsultationRequest.objects.get().email == OTHER_SCRIPT
    assert acknowledgements() == 0
    assert ("write to you ourselves" in answer.text) == (data["contact_by"] == "email")
    assert ("email you about it" in answer.text) == (data["contact_by"] == "phone")
    assert OTHER_SCRIPT not in answer.text


def test_a_domain_in_another_script_gets_its_mail(client, mailoutbox):
    from contact.mail.worker import send_due_mail

    client.post(CONSULTATION, by_email("jane@bücher.example", wants_acknowledgement="on"))
    send_due_mail()

    assert ["jane@xn--bcher-kva.example"] in [mail.to for mail in mailoutbox]


@pytest.mark.parametrize("invisible", ["\u200b", "\ufeff", "\u202e", "\u2800", "\u3164\u200d", " \u00a0"])
def test_a_name_of_nothing_to_see_is_no_name(client, invisible):
    answer = client.post(CONSULTATION, form_data(name=invisible))

    assert "Add a name." in answer.text
    assert not ConsultationRequest.objects.exists()
