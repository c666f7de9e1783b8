"""How the out-box is emptied: which mails still go out, which end, and what a mail server that misbehaves can do."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.db.models.functions import Now

from contact.mail import worker
from contact.mail.backend import NOBODY, store, warn_staff
from contact.mail.messages import daily_digest
from contact.mail.outbox import LEASE
from contact.mail.smtp import Unanswered
from contact.mail.worker import MOST_ATTEMPTS, MOST_UNANSWERED, send_due_mail
from contact.models import ConsultationRequest, OutboxMessage
from tests.builders.requests import make_clinic_details, make_request

pytestmark = pytest.mark.django_db

HERE = "tests.contact.mail.test_worker"
ACKNOWLEDGED = {"email": "robin@example.com", "wants_acknowledgement": True}


class Transport:
    """In the place of a mail server; `answer` is what it raises for a mail."""

    def __init__(self, *args, **kwargs):
        pass

    answers = {}
    tried = []

    def send_messages(self, mails):
        for one in mails:
            Transport.tried.append(one.to[0])
            error = Transport.answers.get(one.to[0]) or Transport.answers.get("all")
            if error:
                raise error
        return len(mails)


@pytest.fixture
def transport(settings):
    settings.OUTBOX_EMAIL_BACKEND = f"{HERE}.Transport"
    Transport.answers, Transport.tried = {}, []
    return Transport


def refused(code, to="robin@example.com"):
    return smtplib.SMTPRecipientsRefused({to: (code, b"an answer that quotes robin@example.com")})


def make_due():
    OutboxMessage.objects.unsent().update(next_attempt_at=Now(), leased_until=None)


def try_often(times):
    for _ in range(times):
        make_due()
        send_due_mail()


def the(kind):
    return OutboxMessage.objects.get(kind=kind)


def sent_mails():
    return sorted((one.subject.split()[0], one.to[0]) for one in mail.outbox)


# -- what is still said when it is sent late


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


# -- how a mail ends


def test_an_acknowledgement_that_is_refused_for_good_is_tried_once(transport, caplog):
    make_request(**ACKNOWLEDGED)
    transport.answers = {"robin@example.com": refused(550)}

    try_often(3)

    message = the("acknowledgement")
    assert transport.tried.count("robin@example.com") == 1
    assert (message.ending, message.last_error) == ("refused", "SMTPRecipientsRefused 550")
    assert "robin@example.com" not in caplog.text


@pytest.mark.parametrize(
    "error", [refused(450), smtplib.SMTPDataError(451, b""), smtplib.SMTPSenderRefused(452, b"", "")]
)
def test_what_may_pass_is_tried_again(transport, error):
    make_request(**ACKNOWLEDGED)
    transport.answers = {"robin@example.com": error}

    send_due_mail()

    assert the("acknowledgement") in OutboxMessage.objects.unsent()
    assert the("staff_bell").sent_at


@pytest.mark.parametrize(
    "error",
    [smtplib.SMTPAuthenticationError(535, b""), smtplib.SMTPConnectError(554, b""), smtplib.SMTPHeloError(501, b"")],
)
def test_a_fault_of_the_whole_mail_server_ends_no_mail(transport, error):
    make_request(**ACKNOWLEDGED)
    transport.answers = {"all": error}

    try_often(4)

    assert OutboxMessage.objects.unsent().count() == 2


def test_an_acknowledgement_is_given_up_in_the_end_and_what_tells_staff_never(transport):
    make_request(**ACKNOWLEDGED)
    transport.answers = {"robin@example.com": refused(450), "staff@localhost": refused(550, "staff@localhost")}

    try_often(MOST_ATTEMPTS + 3)

    assert the("acknowledgement").ending == "given_up"
    assert transport.tried.count("robin@example.com") == MOST_ATTEMPTS
    assert transport.tried.count("staff@localhost") == MOST_ATTEMPTS + 3
    assert the("staff_bell") in OutboxMessage.objects.unsent()


def test_a_mail_that_may_have_arrived_is_not_sent_without_end(transport):
    make_request(**ACKNOWLEDGED)
    transport.answers = {"all": Unanswered("hung up")}

    try_often(MOST_UNANSWERED + 2)

    alert = the("staff_bell")
    assert transport.tried.count("robin@example.com") == MOST_UNANSWERED
    assert the("acknowledgement").ending == "given_up"
    assert worker.pause_before_next(alert) == timedelta(days=1)


def test_an_address_that_no_mail_can_carry_is_refused_and_nothing_else_waits(transport):
    robin = make_request(**ACKNOWLEDGED)
    robin.email = "robin@example.com\nBcc: everybody@example.com"
    robin.save()

    send_due_mail()

    assert (the("acknowledgement").ending, the("acknowledgement").last_error) == ("refused", "CannotBeWritten")
    assert the("staff_bell").sent_at


def test_a_key_that_is_missing_refuses_nobody(settings, transport):
    make_request(**ACKNOWLEDGED)
    settings.FIELD_KEYS = ["k9:CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk="]

    send_due_mail()

    assert the("acknowledgement").last_error == "CannotOpen"
    assert the("acknowledgement") in OutboxMessage.objects.unsent()


# -- a mail server that is away


def test_a_batch_ends_with_the_first_mail_that_finds_the_server_away(transport):
    for _ in range(5):
        make_request()
    transport.answers = {"all": TimeoutError()}

    assert send_due_mail() == 0
    assert len(transport.tried) == 1
    assert OutboxMessage.objects.due().count() == 4


def test_a_batch_ends_when_its_time_is_over_or_the_worker_is_told_to_stop(transport, monkeypatch):
    make_request()
    monkeypatch.setattr(worker, "SECONDS_A_BATCH", -1)

    assert send_due_mail() == 0
    assert transport.tried == []


# -- leases


def test_a_lease_is_longer_than_a_conversation(settings):
    reaching_it = 4 * settings.EMAIL_TIMEOUT

    assert LEASE.total_seconds() > settings.EMAIL_CONVERSATION_SECONDS + reaching_it


def test_a_lease_counts_from_the_moment_it_is_given_and_by_the_clock_of_the_database(monkeypatch):
    make_request()
    alert = the("staff_bell")
    monkeypatch.setattr("django.utils.timezone.now", lambda: alert.created_at - timedelta(hours=5))

    assert OutboxMessage.objects.lease(alert.pk)
    alert.refresh_from_db()
    left = OutboxMessage.objects.filter(leased_until__gt=Now() + LEASE - timedelta(seconds=30))
    assert left.exists()
    assert not OutboxMessage.objects.lease(alert.pk)


def test_a_lease_that_is_over_is_given_again():
    make_request()
    OutboxMessage.objects.update(leased_until=Now() - timedelta(seconds=1))

    assert send_due_mail() == 1


@pytest.mark.parametrize("field", ["next_attempt_at", "leased_until"])
def test_a_time_that_a_wrong_clock_wrote_keeps_no_mail(field):
    make_request()
    OutboxMessage.objects.update(**{field: Now() + timedelta(days=100)})

    assert send_due_mail() == 1


def test_whoever_lost_the_lease_leaves_the_row_to_its_new_holder():
    make_request()
    OutboxMessage.objects.lease(the("staff_bell").pk)
    slow = the("staff_bell")
    OutboxMessage.objects.update(leased_until=Now() + timedelta(minutes=2))

    slow.postpone(timedelta(hours=1), "TimeoutError")

    alert = the("staff_bell")
    assert (alert.last_error, alert.leased_until is None) == ("", False)


# -- what every mail says of itself


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
