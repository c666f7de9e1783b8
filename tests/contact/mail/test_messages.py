from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.management import call_command

from contact.mail.worker import LONGEST_PAUSE, pause_after, send_due_mail
from contact.models import OutboxMessage
from tests.builders.requests import make_request

pytestmark = pytest.mark.django_db

PRIVATE = {"name": "Robin Doe", "phone": "(212) 555-0142", "message": "private words", "topic": "PTSD"}


def test_staff_are_told_a_reference_and_nothing_personal():
    robin = make_request(**PRIVATE)

    call_command("send_mail", once=True)

    (alert,) = mail.outbox
    whole = f"{alert.subject}\n{alert.body}\n{alert.to}"
    assert alert.to == ["staff@localhost"]
    assert robin.reference in whole
    assert f"/admin/contact/consultationrequest/{robin.pk}/change/" in whole
    assert not any(words in whole for words in ("Robin", "555", "private", "PTSD"))


def test_the_acknowledgement_says_nothing_about_health():
    robin = make_request(**PRIVATE, email="robin@example.com", wants_acknowledgement=True)

    call_command("send_mail", once=True)

    (letter,) = [sent for sent in mail.outbox if sent.to == ["robin@example.com"]]
    assert robin.reference in letter.body
    assert not any(
        words in letter.subject + letter.body for words in ("Robin", "PTSD", "private words", "ketamine", "Ketamine")
    )


def test_a_mail_goes_out_once():
    make_request()

    send_due_mail()
    send_due_mail()

    assert len(mail.outbox) == 1


def test_a_mail_that_fails_waits_and_is_tried_again(settings, caplog):
    settings.OUTBOX_EMAIL_BACKEND = "tests.contact.mail.test_messages.Refusing"
    make_request(**PRIVATE)

    assert send_due_mail() == 0

    message = OutboxMessage.objects.get()
    assert (message.attempts, message.sent_at, message.last_error) == (1, None, "ConnectionRefusedError")
    assert message.next_attempt_at > message.created_at
    assert "staff@localhost" not in caplog.text


def test_one_that_fails_does_not_stop_the_others(settings):
    settings.OUTBOX_EMAIL_BACKEND = "tests.contact.mail.test_messages.RefusingVisitors"
    make_request(email="robin@example.com", wants_acknowledgement=True)
    make_request()

    assert send_due_mail() == 2
    assert OutboxMessage.objects.unsent().get().kind == "acknowledgement"


def test_the_pause_grows_to_an_hour_and_never_ends():
    pauses = [pause_after(attempts, LONGEST_PAUSE) for attempts in range(1, 200)]

    assert pauses[:3] == [timedelta(seconds=15), timedelta(seconds=30), timedelta(seconds=60)]
    assert set(pauses[20:]) == {LONGEST_PAUSE}


def test_two_workers_never_take_the_same_mail():
    make_request()
    message = OutboxMessage.objects.get()

    assert [OutboxMessage.objects.lease(message.pk) for _ in range(2)] == [True, False]


class Refusing:
    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError("mail for staff@localhost refused")


class RefusingVisitors(Refusing):
    def send_messages(self, messages):
        if "robin@example.com" in messages[0].to:
            raise SMTPRecipientsRefused({"robin@example.com": (451, b"not now")})
        return len(messages)
