"""An overdue request whose assignee does nothing with it becomes everybody's again."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from contact.management.commands import send_mail
from contact.models import ConsultationRequest, RequestEvent
from contact.requests.auto_unassign import unassign_idle_requests
from tests.builders.requests import make_clinic_details, make_request
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

LIST = "/admin/contact/consultationrequest/"


def overdue_request(assigned_to, state="new"):
    consultation_request = make_request(state)
    ConsultationRequest.objects.update(due_at=timezone.now() + timedelta(minutes=5))
    consultation_request.refresh_from_db()
    consultation_request.assign_to(assigned_to, by=assigned_to, version=consultation_request.version)
    return consultation_request


def assignee(consultation_request):
    consultation_request.refresh_from_db()
    return consultation_request.assigned_to


def test_what_is_idle_and_overdue_is_given_back_and_that_is_written_down(sam, clock):
    robin = overdue_request(sam)

    clock.shift(timedelta(hours=7))
    too_early = unassign_idle_requests()
    clock.shift(timedelta(hours=2))
    given_back = unassign_idle_requests()

    assert (too_early, given_back) == (0, 1)
    assert assignee(robin) is None
    event = robin.events().first()
    assert (event.kind, event.actor_name, event.detail) == ("given back", "", {})
    assert RequestEvent.objects.chain_is_whole(robin.reference)


@pytest.mark.parametrize(
    "go_on",
    [
        lambda robin, sam: robin.note_down("Rang, will ring again.", by=sam),
        lambda robin, sam: robin.attempt_contact(by=sam, channel="call", result="no_answer"),
        lambda robin, sam: robin.move_to("in_review", by=sam, version=robin.version),
    ],
)
def test_whoever_goes_on_with_it_keeps_it(sam, clock, go_on):
    robin = overdue_request(sam)
    clock.shift(timedelta(hours=6))
    go_on(robin, sam)

    clock.shift(timedelta(hours=6))
    unassign_idle_requests()

    assert assignee(robin) == sam


def test_looking_at_it_is_not_going_on_with_it(client, sam, clock):
    robin = overdue_request(sam)
    clock.shift(timedelta(hours=6))
    sign_in(client, sam)
    client.get(f"{LIST}{robin.pk}/change/")

    clock.shift(timedelta(hours=6))
    unassign_idle_requests()

    assert assignee(robin) is None


def test_a_note_by_a_colleague_does_not_keep_it_with_the_assignee(sam, clock):
    robin = overdue_request(sam)
    clock.shift(timedelta(hours=6))
    robin.note_down("The person rang again.", by=make_staff("kim", "Triage"))

    clock.shift(timedelta(hours=6))
    unassign_idle_requests()

    assert assignee(robin) is None


@pytest.mark.parametrize("state", ["contacted", "booked", "closed"])
def test_what_was_answered_stays_where_it_is(sam, clock, state):
    robin = overdue_request(sam, state)

    clock.shift(timedelta(days=9))

    assert unassign_idle_requests() == 0
    assert assignee(robin) == sam


def test_what_is_not_due_yet_stays_where_it_is(sam, clock):
    robin = overdue_request(sam)
    ConsultationRequest.objects.update(due_at=timezone.now() + timedelta(days=3))

    clock.shift(timedelta(days=2))

    assert unassign_idle_requests() == 0
    assert assignee(robin) == sam


def test_the_hours_are_those_in_which_the_clinic_is_open(sam, clock):
    clinic = make_clinic_details([(timezone.now() + timedelta(days=4)).weekday()])
    robin = overdue_request(sam)

    clock.shift(timedelta(days=2))
    while_closed = unassign_idle_requests()
    clinic.opening_hours.all().delete()
    with_every_hour = unassign_idle_requests()

    assert (while_closed, with_every_hour) == (0, 1)
    assert assignee(robin) is None


def test_a_clinic_that_leaves_the_hours_blank_gives_nothing_back(sam, clock):
    make_clinic_details(give_back_after_hours=None)
    robin = overdue_request(sam)

    clock.shift(timedelta(days=30))

    assert unassign_idle_requests() == 0
    assert assignee(robin) == sam


def test_the_worker_gives_back_every_minute(sam, clock):
    robin = overdue_request(sam)
    clock.shift(timedelta(hours=9))
    command = send_mail.Command()
    command.stopping = threading.Event()

    command.run_tasks()

    assert assignee(robin) is None


def test_sending_once_gives_nothing_back(sam, clock):
    robin = overdue_request(sam)
    clock.shift(timedelta(hours=9))

    call_command("send_mail", once=True)

    assert assignee(robin) == sam
