"""The worker does its duties while somebody works on the same requests."""

from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.utils import timezone

from contact.mail.worker import send_due_mail
from contact.models import AgeLimits, ConsultationRequest, OutboxMessage, RequestEvent
from contact.requests.auto_unassign import unassign_idle_requests
from contact.requests.reconciliation import reconcile
from contact.requests.retention import delete_expired
from tests.builders.requests import make_clinic_details, make_request
from tests.concurrency.at_once import REPEATS, Colleague, at_once, statuses

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

Kind = RequestEvent.Kind
TEN_YEARS = timedelta(days=3660)


@pytest.fixture
def ada():
    return Colleague("ada")


def kinds(consultation_request):
    return [event.kind for event in RequestEvent.objects.chain(consultation_request.reference)]


def test_mails_go_out_while_requests_are_moved(ada):
    for _ in range(REPEATS):
        robin = make_request()

        sent, moved = at_once(send_due_mail, partial(ada.press, robin, "move", state="in_review"))

        assert (sent, moved.status_code) == (1, 302)
    assert len(mail.outbox) == REPEATS
    assert not OutboxMessage.objects.unsent().exists()


def test_two_workers_send_each_mail_once():
    for _ in range(REPEATS):
        make_request()

        assert sum(at_once(send_due_mail, send_due_mail)) == 1
    assert len(mail.outbox) == REPEATS


def test_a_mail_goes_out_while_its_request_is_deleted():
    for _ in range(REPEATS):
        make_request(state="closed")

        _, deleted = at_once(send_due_mail, partial(delete_expired, timezone.now() + TEN_YEARS))

        assert deleted == 1
    assert not OutboxMessage.objects.unsent().exists()
    assert reconcile().all_agree


def test_what_somebody_opens_is_not_deleted_under_their_eyes(ada):
    for _ in range(REPEATS):
        robin = make_request(state="closed")

        deleted, looked = at_once(partial(delete_expired, timezone.now() + TEN_YEARS), partial(ada.open, robin))

        assert (deleted, looked.status_code) in {(0, 200), (1, 404)}
        assert kinds(robin)[-1] == (Kind.DELETED if deleted else Kind.VIEWED)


@pytest.mark.parametrize("typed", [{"button": "note", "text": "Going on"}, {"button": "assign"}])
@pytest.mark.parametrize("state", ["new", "closed"])
def test_what_is_written_about_a_request_is_not_deleted_with_it(ada, state, typed):
    AgeLimits.objects.update(in_force_since=timezone.now() - TEN_YEARS)
    for _ in range(REPEATS):
        robin = make_request(state=state)
        ada.open(robin) if state == "new" else None

        deleted, written = at_once(
            partial(delete_expired, timezone.now() + TEN_YEARS), partial(ada.press, robin, **typed)
        )

        there = ConsultationRequest.objects.filter(pk=robin.pk).exists()
        assert there == (not deleted)
        assert written.status_code == (302 if there else written.status_code)
        assert (written.status_code == 302 and typed["button"] == "note") <= there


def test_what_is_taken_up_again_is_not_deleted(ada):
    for _ in range(REPEATS):
        robin = make_request(state="closed")

        deleted, moved = at_once(
            partial(delete_expired, timezone.now() + TEN_YEARS),
            partial(ada.press, robin, "move", state="in_review", text="They called again"),
        )

        there = ConsultationRequest.objects.filter(pk=robin.pk).exists()
        assert (deleted, moved.status_code, there) in {(0, 302, True), (1, 409, False)}
        assert there or "They called again" in moved.content.decode()


def test_two_nights_of_deletion_at_once_prove_each_request_once():
    for _ in range(REPEATS):
        make_request(state="closed")

        deleted = at_once(*[partial(delete_expired, timezone.now() + TEN_YEARS)] * 2)

        assert sum(deleted) == 1
    assert reconcile().all_agree


def test_nothing_is_given_back_that_somebody_goes_on_with(ada, monkeypatch):
    make_clinic_details(give_back_after_hours=1)
    later = timezone.now() + timedelta(hours=5)
    requests = [make_request() for _ in range(REPEATS)]
    for robin in requests:
        robin.assign_to(ada.user, by=ada.user, version=1)
    ConsultationRequest.objects.update(due_at=timezone.now() - timedelta(hours=1))
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)

    _, *noted = at_once(unassign_idle_requests, *[partial(ada.press, one, "note", text="Going on") for one in requests])

    assert statuses(noted) == [302] * REPEATS
    for robin in requests:
        happened = kinds(robin)
        if Kind.GIVEN_BACK in happened:
            assert happened.index(Kind.GIVEN_BACK) < happened.index(Kind.NOTE_ADDED)
