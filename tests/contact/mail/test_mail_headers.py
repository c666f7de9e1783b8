"""What every mail says of itself, and which are still sent late."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.db.models.functions import Now

from contact.mail.messages import daily_digest
from contact.mail.outbox import NOBODY, store, warn_staff
from contact.mail.worker import send_due_mail
from contact.models import ConsultationRequest, OutboxMessage
from tests.builders.requests import make_clinic_details, make_request

pytestmark = pytest.mark.django_db
ACKNOWLEDGED = {"email": "robin@example.com", "wants_acknowledgement": True}


def the(kind):
    return OutboxMessage.objects.get(kind=kind)


def sent_mails():
    return sorted((one.subject.split()[0], one.to[0]) for one in mail.outbox)


@pytest.mark.parametrize("state", ["contacted", "booked", "closed"])
def test_staff_are_not_told_of_what_is_answered(state):
    make_request(state=state)

    assert send_due_mail() == 0
    assert the("staff_bell").ending == "not_needed"


@pytest.mark.parametrize("outcome", ["withdrew", "spam"])
def test_nobody_is_told_that_we_have_what_was_taken_back(outcome):
    robin = make_request(**ACKNOWLEDGED)
    robin.move_to("closed", by=None, version=robin.version, outcome=outcome)

    assert send_due_mail() == 0
    assert the("acknowledgement").ending == "not_needed"


def test_after_a_week_without_a_worker_only_what_is_still_true_goes_out():
    for number in range(7):
        OutboxMessage.objects.create(kind="daily_digest", reference=f"2026112{number}")
    waits = make_request(**ACKNOWLEDGED)
    make_request(state="booked")
    make_request(state="closed", **ACKNOWLEDGED)
    warn_staff("The break-glass account was used", "Somebody signed in.")
    link = OutboxMessage.objects.create(kind="site_mail", reference="LINK2345", content="{}")
    OutboxMessage.objects.update(created_at=Now() - timedelta(days=7), next_attempt_at=Now() - timedelta(days=7))

    assert send_due_mail() == 4
    assert sent_mails() == [
        ("Consultation", "staff@localhost"),
        ("New", "staff@localhost"),
        ("The", "staff@localhost"),
        ("We", "robin@example.com"),
    ]
    assert waits.reference in "".join(one.body for one in mail.outbox)
    link.refresh_from_db()
    assert (link.ending, link.content) == ("given_up", "")
    assert not OutboxMessage.objects.unsent().exists()


def test_one_address_is_written_to_three_times_a_day_at_most():
    for _ in range(5):
        make_request(**ACKNOWLEDGED)

    send_due_mail()

    assert [one.to for one in mail.outbox].count(["robin@example.com"]) == 3


def test_programs_that_answer_mail_are_told_not_to():
    make_request(**ACKNOWLEDGED)

    send_due_mail()

    assert {one.message()["Auto-Submitted"] for one in mail.outbox} == {"auto-generated"}
    assert {one.message()["X-Auto-Response-Suppress"] for one in mail.outbox} == {"All"}


def test_a_copy_has_the_same_message_id_and_other_mails_have_others():
    make_request(**ACKNOWLEDGED)
    send_due_mail()
    OutboxMessage.objects.filter(kind="staff_bell").update(sent_at=None)

    send_due_mail()

    ids = [one.message()["Message-ID"] for one in mail.outbox]
    assert (len(ids), len(set(ids))) == (3, 2)
    assert all(one.endswith("@localhost>") for one in ids)


def test_every_address_of_the_staff_is_told(settings):
    settings.STAFF_EMAIL = ["desk@clinic.example", "night@clinic.example"]
    make_request()

    send_due_mail()

    assert mail.outbox[0].to == ["desk@clinic.example", "night@clinic.example"]
    assert daily_digest().to == ["desk@clinic.example", "night@clinic.example"]


def test_an_answer_to_an_acknowledgement_goes_to_the_clinic():
    make_clinic_details(email="hello@clinic.example")
    make_request(**ACKNOWLEDGED)

    send_due_mail()

    assert [one.reply_to for one in mail.outbox if one.to == ["robin@example.com"]] == [["hello@clinic.example"]]


def test_a_mail_to_nobody_leaves_no_row():
    store(mail.EmailMessage("A link", "Text", to=[NOBODY]))

    assert send_due_mail() == 0
    assert OutboxMessage.objects.count() == 0
    assert mail.outbox == []


def test_rows_of_an_older_site_are_still_sent():
    """As a release before this one wrote them: it knew none of the newer columns."""
    robin = make_request()
    OutboxMessage.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO contact_outboxmessage (kind, reference, created_at, attempts, next_attempt_at, last_error)"
            " SELECT 'staff_bell', reference, received_at, 3, received_at, 'TimeoutError'"
            " FROM contact_consultationrequest"
        )

    assert send_due_mail() == 1
    assert robin.reference in mail.outbox[0].subject
    assert ConsultationRequest.objects.count() == 1
