"""How the out-box is emptied: which mails still go out, which end, and what a mail server that misbehaves can do."""

import smtplib
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from contact.mail import worker
from contact.mail.outbox import LEASE
from contact.mail.smtp import Unanswered
from contact.mail.worker import MOST_ATTEMPTS, MOST_UNANSWERED, send_due_mail
from contact.models import OutboxMessage
from tests.builders.requests import make_request

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


@pytest.mark.parametrize("address", ["юзер@екзампл.ком", "robin@", "jane@example.com, bob@example.org", "\u200b"])
def test_an_address_that_takes_no_mail_from_here_is_tried_once_and_fails_nothing_else(transport, address):
    robin = make_request(**ACKNOWLEDGED)
    robin.email = address
    robin.save()

    send_due_mail()
    send_due_mail()

    assert the("acknowledgement").ending == "refused"
    assert the("acknowledgement").attempts == 1
    assert not OutboxMessage.objects.waiting_too_long().exists()
    assert the("staff_bell").sent_at


def test_an_address_that_was_stored_with_something_invisible_gets_its_mail(transport):
    robin = make_request(**ACKNOWLEDGED)
    robin.email = "\ufeffrobin@example.com\u200b"
    robin.save()

    send_due_mail()

    assert transport.tried.count("robin@example.com") == 1
    assert the("acknowledgement").sent_at


def test_a_key_that_is_missing_refuses_nobody(settings, transport):
    make_request(**ACKNOWLEDGED)
    settings.FIELD_KEYS = ["k9:CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk="]

    send_due_mail()

    assert the("acknowledgement").last_error == "CannotOpen"
    assert the("acknowledgement") in OutboxMessage.objects.unsent()


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
