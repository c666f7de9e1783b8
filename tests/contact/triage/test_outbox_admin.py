"""What staff see of mails: why one failed, and two buttons. Nothing of what a mail says, nor to whom it goes."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.db.models.functions import Now

from contact.clinic.clinic_details import ClinicDetails
from contact.clinic.phone_and_email import mailto_link
from contact.mail.outbox import warn_staff
from contact.mail.worker import send_due_mail
from contact.models import OutboxMessage
from tests.builders.requests import make_request
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

LIST = "/admin/contact/outboxmessage/"


@pytest.fixture
def max_manages(client):
    sign_in(client, make_staff("max", "Practice managers"))


def failed_acknowledgement():
    """An acknowledgement that was refused, and the request it is about."""
    robin = make_request(email="robin@example.com", wants_acknowledgement=True)
    OutboxMessage.objects.filter(kind="acknowledgement").update(
        ended_at=Now(), ending="refused", last_error="SMTPRecipientsRefused 550"
    )
    return OutboxMessage.objects.get(kind="acknowledgement"), robin


def text_of(response):
    return response.content.decode()


def test_the_list_says_why_a_mail_failed_and_not_to_whom_it_went(client, max_manages):
    failed_acknowledgement()

    page = text_of(client.get(f"{LIST}?show=failed"))

    assert "Refused: The mail server refused the address (550)" in page
    assert "robin@example.com" not in page
    assert page.count("Stop trying<") == 1


def test_a_mail_is_tried_again_at_once_and_from_the_start(client, max_manages):
    message, _ = failed_acknowledgement()

    client.post(f"{LIST}{message.pk}/retry/")
    send_due_mail()

    message.refresh_from_db()
    assert (message.ending, message.attempts, bool(message.sent_at)) == ("", 0, True)
    assert ["robin@example.com"] in [one.to for one in mail.outbox]
    assert LogEntry.objects.get().get_change_message() == "Try again now."


def test_a_mail_that_somebody_stopped_is_neither_sent_nor_missed(client, max_manages):
    message, _ = failed_acknowledgement()

    client.post(f"{LIST}{message.pk}/stop/")

    message.refresh_from_db()
    assert message.ending == "stopped"
    assert "couldn't be sent" not in text_of(client.get("/admin/")).replace("&#x27;", "'")


def test_what_was_sent_stays_sent(client, max_manages):
    make_request()
    send_due_mail()
    alert = OutboxMessage.objects.get()

    for action in ("retry", "stop"):
        client.post(f"{LIST}{alert.pk}/{action}/")
    send_due_mail()

    alert.refresh_from_db()
    assert (alert.ending, len(mail.outbox)) == ("", 1)


def test_what_was_stored_and_has_ended_cannot_be_tried_again(client, max_manages):
    warn_staff("The break-glass account was used", "Somebody signed in.")
    alarm = OutboxMessage.objects.get()
    alarm.stop()

    client.post(f"{LIST}{alarm.pk}/retry/")

    alarm.refresh_from_db()
    assert (alarm.ending, alarm.content) == ("stopped", "")


def test_nobody_reads_what_a_stored_mail_says(client, max_manages):
    warn_staff("The break-glass account was used", "Somebody signed in.")
    alarm = OutboxMessage.objects.get()

    pages = text_of(client.get(LIST)) + text_of(client.get(f"{LIST}{alarm.pk}/change/"))

    assert "Somebody signed in" in alarm.content
    assert "Somebody signed in" not in pages


@pytest.mark.parametrize("role", ["Triage", "Privacy officers", "Editors"])
@pytest.mark.parametrize("action", ["retry", "stop"])
def test_only_practice_managers_change_what_becomes_of_a_mail(client, role, action):
    message, _ = failed_acknowledgement()
    sign_in(client, make_staff("pat", role))

    response = client.post(f"{LIST}{message.pk}/{action}/")

    message.refresh_from_db()
    assert (response.status_code, message.ending) == (403, "refused")


def test_nothing_is_done_by_a_link(client, max_manages):
    message, _ = failed_acknowledgement()

    assert client.get(f"{LIST}{message.pk}/stop/").status_code == 405


def test_the_list_looks_into_no_other_column(client, max_manages):
    failed_acknowledgement()

    assert client.get(f"{LIST}?last_error__startswith=SMTP").status_code == 400


def test_the_staff_home_says_that_mails_failed(client, max_manages):
    failed_acknowledgement()

    page = text_of(client.get("/admin/"))

    assert f'href="{LIST}?show=failed"' in page


def test_the_request_says_that_the_person_was_not_told(client):
    _, robin = failed_acknowledgement()
    other = make_request()
    sign_in(client, make_staff("nadia", "Triage"))
    pages = [
        text_of(client.get(f"/admin/contact/consultationrequest/{one.pk}/change/")).replace("&#x27;", "'")
        for one in (robin, other)
    ]

    assert ["We couldn't email them" in page for page in pages] == [True, False]


# -- addresses as links

HOSTILE = "a?bcc=x&subject=y%0A@example.com"


def test_an_address_adds_nothing_to_the_mail_that_its_link_opens():
    assert mailto_link("robin@example.com") == "mailto:robin@example.com"
    assert mailto_link(HOSTILE) == "mailto:a%3Fbcc%3Dx%26subject%3Dy%250A@example.com"
    assert mailto_link('"a@b"@example.com,c@example.com').count("@") == 1
    assert mailto_link("") == ""


def test_no_page_builds_such_a_link_by_itself(client):
    ClinicDetails(email="a?bcc=x@example.com").save()
    robin = make_request(email=HOSTILE)
    sign_in(client, make_staff("nadia", "Triage"))

    pages = text_of(client.get("/consultation/")) + text_of(
        client.get(f"/admin/contact/consultationrequest/{robin.pk}/change/")
    )

    assert "mailto:a%3Fbcc" in pages
    assert "mailto:a?" not in pages
