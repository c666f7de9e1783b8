"""Whoever is on call is told of a request to be read first, and somebody else if nobody opens it in time."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from contact.mail.worker import send_due_mail
from contact.management.commands.send_mail import Command
from contact.models import ConsultationRequest, OnCall, OutboxMessage, RequestEvent
from contact.requests.escalation import tell_second_person
from tests.builders.requests import make_mistake, make_referral, make_request
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db
DANGER = {"message": "I want to kill my self"}
FIRST, SECOND = "first@clinic.example", "second@clinic.example"


@pytest.fixture(autouse=True)
def on_call():
    on_call = OnCall(addresses=FIRST, second_addresses=SECOND, minutes=30)
    on_call.save()
    return on_call


def sent_to(address):
    return [letter for letter in mail.outbox if letter.to == [address]]


def after(clock, minutes):
    """What the worker does each minute, `minutes` from now."""
    clock.shift(timedelta(minutes=minutes))
    tell_second_person()
    send_due_mail()


@pytest.mark.parametrize("make", [make_request, make_referral, make_mistake])
def test_whoever_is_on_call_gets_a_mail_of_its_own(make):
    marked = make(**DANGER)

    send_due_mail()

    [letter] = sent_to(FIRST)
    assert letter.subject == f"Read first: request {marked.reference}"
    assert f"/admin/contact/consultationrequest/{marked.pk}/change/" in letter.body
    assert not any(words in letter.body + letter.subject for words in ("kill", "Robin", "555", "danger"))
    assert len(mail.outbox) == 2


def test_of_other_requests_nobody_on_call_is_told(clock):
    make_request(message="My back is killing me")

    after(clock, 60)

    assert (sent_to(FIRST), sent_to(SECOND)) == ([], [])


def test_several_on_call_are_told_in_one_mail(on_call):
    OnCall.objects.update(addresses=f"{FIRST}\nother@clinic.example")
    make_request(**DANGER)

    send_due_mail()

    assert [letter.to for letter in mail.outbox if "Read first: request" in letter.subject] == [
        [FIRST, "other@clinic.example"]
    ]


def test_a_second_person_is_told_when_nobody_opened_it_in_time(clock):
    marked = make_request(**DANGER)

    after(clock, 29)
    assert sent_to(SECOND) == []

    after(clock, 1)
    [letter] = sent_to(SECOND)
    assert letter.subject == f"Read first, nobody has opened it: request {marked.reference}"
    assert not any(words in letter.body for words in ("kill", "Robin", "555"))


def test_only_once(clock):
    make_request(**DANGER)

    for _ in range(3):
        after(clock, 40)

    assert (len(sent_to(FIRST)), len(sent_to(SECOND))) == (1, 1)


def test_it_comes_late_after_a_week_without_a_worker_and_once(clock):
    make_request(**DANGER)
    clock.shift(timedelta(days=7))

    # Every minute, also while the clock is in doubt: the worker has been away for longer than it believes.
    for _ in range(2):
        worker = Command()
        worker.stopping = type("Never", (), {"is_set": lambda self: False})()
        worker.run_tasks()
        send_due_mail()

    assert len(sent_to(SECOND)) == 1


@pytest.mark.parametrize("address", ["{pk}/change/", "{pk}/print/"], ids=["opened", "printed"])
def test_not_once_somebody_has_seen_it(client, clock, address):
    marked = make_request(**DANGER)
    sign_in(client, make_staff("nadia", "Triage"))
    client.get(f"/admin/contact/consultationrequest/{address.format(pk=marked.pk)}")

    after(clock, 60)

    assert sent_to(SECOND) == []


def test_not_if_it_is_opened_while_the_mail_waits(client, clock):
    marked = make_request(**DANGER)
    clock.shift(timedelta(minutes=31))
    tell_second_person()
    sign_in(client, make_staff("nadia", "Triage"))
    client.get(f"/admin/contact/consultationrequest/{marked.pk}/change/")

    send_due_mail()

    assert sent_to(SECOND) == []
    assert OutboxMessage.objects.get(kind="on_call_second").ending == "not_needed"


def test_not_if_a_process_of_the_old_release_opened_it(clock):
    marked = make_request(**DANGER)
    RequestEvent.objects.record("viewed", marked.reference)

    after(clock, 60)

    assert sent_to(SECOND) == []


@pytest.mark.parametrize("state", ["contacted", "booked", "closed"])
def test_nobody_is_told_of_what_is_decided(clock, state):
    make_request(state, **DANGER)

    after(clock, 60)

    assert (sent_to(FIRST), sent_to(SECOND)) == ([], [])


def test_nobody_is_told_once_the_mark_is_taken_off(clock):
    marked = make_request(**DANGER)
    marked.mark(False, "A joke, we spoke", make_staff("nadia", "Triage"), marked.version)

    after(clock, 60)

    assert (sent_to(FIRST), sent_to(SECOND)) == ([], [])


def test_a_request_in_quarantine_rings_as_loud(clock):
    marked = make_request(**DANGER)
    ConsultationRequest.objects.update(in_quarantine=True, quarantine_reason="too_many")

    after(clock, 30)

    assert (len(sent_to(FIRST)), len(sent_to(SECOND))) == (1, 1)
    [bell] = [letter for letter in mail.outbox if letter.to not in ([FIRST], [SECOND])]
    assert bell.subject == f"Read first: suspected spam {marked.reference}"


def test_a_request_dated_ahead_is_not_waited_for(clock):
    make_request(**DANGER)
    ConsultationRequest.objects.update(received_at=timezone.now() + timedelta(days=300))

    after(clock, 0)

    assert len(sent_to(SECOND)) == 1


def test_without_a_second_person_nothing_is_queued_until_there_is_one(clock):
    OnCall.objects.update(second_addresses="")
    make_request(**DANGER)
    after(clock, 60)
    assert not OutboxMessage.objects.filter(kind="on_call_second").exists()

    OnCall.objects.update(second_addresses=SECOND)
    after(clock, 1)

    assert len(sent_to(SECOND)) == 1


def test_a_dead_mail_server_is_tried_again(clock, monkeypatch):
    make_request(**DANGER)
    with monkeypatch.context() as dead:
        dead.setattr("contact.mail.worker.deliver", refuse)
        after(clock, 31)
    assert mail.outbox == []

    for message in OutboxMessage.objects.unsent():
        message.retry()
    send_due_mail()

    assert (len(sent_to(FIRST)), len(sent_to(SECOND))) == (1, 1)


def test_whoever_is_on_call_does_not_wait_behind_a_backlog():
    for _ in range(3):
        make_request()
    make_request(**DANGER)

    send_due_mail()

    assert mail.outbox[0].to == [FIRST]


def refuse(letter):
    raise ConnectionRefusedError
