"""Closed requests are deleted when their time is up, and each deletion can be proved."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from contact.models import (
    ConsultationRequest,
    ContactAttempt,
    DeletionRecord,
    Note,
    OutboxMessage,
    RequestEvent,
    RetentionPeriod,
    UpkeepRun,
)
from contact.requests import retention
from contact.triage.request_admin import ConsultationRequestAdmin
from tests.builders.many_requests import make_many_requests
from tests.builders.requests import make_mistake, make_referral, make_request
from tests.builders.staff import make_owner, make_staff, sign_in

pytestmark = pytest.mark.django_db

LIST = "/admin/contact/consultationrequest/"
PERIODS = "/admin/contact/retentionperiod/"


def closed(days_ago, outcome="withdrew", make=make_request, **answers):
    consultation_request = make(**answers)
    consultation_request.move_to("closed", by=None, version=1, outcome=outcome)
    ConsultationRequest.objects.update(closed_at=timezone.now() - timedelta(days=days_ago))
    consultation_request.refresh_from_db()
    return consultation_request


def delete_page(consultation_request):
    return f"{LIST}{consultation_request.pk}/delete-now/"


def test_every_outcome_has_a_period():
    kinds = ConsultationRequest.Kind
    outcomes = {(kind, outcome) for kind in kinds for outcome in ConsultationRequest.outcomes_of(kind)}
    assert set(RetentionPeriod.objects.values_list("kind", "outcome")) == outcomes


def test_a_request_goes_when_its_time_is_up_with_all_that_was_written(capsys):
    robin = closed(days_ago=31, name="Robin Doe")
    robin.note_down("private words", by=None)
    robin.attempt_contact(by=None, channel="call", result="no_answer", text="more private words")

    call_command("delete_expired_requests")

    assert [model.objects.count() for model in (ConsultationRequest, Note, ContactAttempt)] == [0, 0, 0]
    assert "Robin" not in capsys.readouterr().out
    assert UpkeepRun.objects.get(task="deletion").words == "1 deleted."


def test_a_deletion_leaves_a_proof_tied_to_the_whole_chain():
    robin = closed(days_ago=31, name="Robin Doe")

    call_command("delete_expired_requests")

    proof = DeletionRecord.objects.get(reference=robin.reference)
    last = RequestEvent.objects.filter(reference=robin.reference).order_by("sequence").last()
    assert proof.rule == "Closed as withdrew, kept 30 days"
    assert (last.kind, last.hash) == ("deleted", proof.last_event_hash)
    assert RequestEvent.objects.chain_is_whole(robin.reference)
    assert "Robin" not in str(list(RequestEvent.objects.values()) + list(DeletionRecord.objects.values()))


def test_nothing_goes_before_its_time():
    closed(days_ago=29)
    make_request()
    make_request(state="contacted")
    ConsultationRequest.objects.update(received_at=timezone.now() - timedelta(days=4000))

    call_command("delete_expired_requests")

    assert ConsultationRequest.objects.count() == 3


def test_each_outcome_has_its_own_time():
    closed(days_ago=31, outcome="not_suitable")

    call_command("delete_expired_requests")
    assert ConsultationRequest.objects.count() == 1
    RetentionPeriod.objects.filter(kind="consultation", outcome="not_suitable").update(days=7)
    call_command("delete_expired_requests")

    assert ConsultationRequest.objects.count() == 0


def test_each_kind_has_its_own_time():
    RetentionPeriod.objects.filter(kind="referral", outcome="withdrew").update(days=400)
    referral = closed(days_ago=31, make=make_referral)
    mistake = closed(days_ago=31, make=make_mistake, outcome="fixed")
    closed(days_ago=31)

    call_command("delete_expired_requests")

    assert ConsultationRequest.objects.get() == referral
    proof = DeletionRecord.objects.get(reference=mistake.reference)
    assert proof.rule == "Mistake on a page: closed as fixed, kept 30 days"


@pytest.mark.parametrize("make", [make_request, make_referral])
@pytest.mark.parametrize(("outcome", "days"), [("became_patient", 30), ("did_not_come", 90)])
def test_a_booking_has_an_end(make, outcome, days):
    robin = make("booked")
    robin.move_to("closed", by=None, version=robin.version, outcome=outcome)

    left = []
    for days_ago in (days - 1, days + 1):
        ConsultationRequest.objects.update(closed_at=timezone.now() - timedelta(days=days_ago))
        call_command("delete_expired_requests")
        left.append(ConsultationRequest.objects.count())

    assert left == [1, 0]
    assert f"losed as {robin.get_outcome_display().lower()}, kept {days} days" in DeletionRecord.objects.get().rule


def test_reopening_stops_the_time_and_closing_again_begins_that_of_the_new_outcome():
    robin = closed(days_ago=31, outcome="could_not_reach")
    robin.move_to("in_review", by=None, version=robin.version)
    call_command("delete_expired_requests")
    reopened = ConsultationRequest.objects.count()

    robin.move_to("closed", by=None, version=robin.version, outcome="withdrew")
    left = []
    for days_ago in (29, 31):
        ConsultationRequest.objects.update(closed_at=timezone.now() - timedelta(days=days_ago))
        call_command("delete_expired_requests")
        left.append(ConsultationRequest.objects.count())

    assert (reopened, left) == (1, [1, 0])


def test_a_dry_run_deletes_nothing(capsys):
    closed(days_ago=31)

    call_command("delete_expired_requests", dry_run=True)

    assert "1  Closed as withdrew, kept 30 days" in capsys.readouterr().out
    assert (ConsultationRequest.objects.count(), DeletionRecord.objects.count()) == (1, 0)


def make_closed(count, days_ago):
    others = list(ConsultationRequest.objects.values_list("pk", flat=True))
    make_many_requests(count)
    ConsultationRequest.objects.exclude(pk__in=others).update(
        state="closed", outcome="withdrew", closed_at=timezone.now() - timedelta(days=days_ago)
    )


def test_more_than_half_at_once_is_refused(capsys):
    make_closed(21, days_ago=31)
    make_closed(20, days_ago=1)

    with pytest.raises(CommandError, match="21 of 41 closed requests would go in one night"):
        call_command("delete_expired_requests")

    assert ConsultationRequest.objects.count() == 41
    assert "--allow-many" in UpkeepRun.objects.get(task="deletion").words
    call_command("delete_expired_requests", allow_many=True)
    assert ConsultationRequest.objects.count() == 20


@pytest.mark.parametrize(("due", "others"), [(20, 0), (21, 21)])
def test_what_a_small_clinic_closes_on_one_day_goes(due, others):
    make_closed(due, days_ago=31)
    make_closed(others, days_ago=1)

    call_command("delete_expired_requests")

    assert ConsultationRequest.objects.count() == others


def test_a_request_taken_up_again_meanwhile_stays():
    robin = closed(days_ago=31)
    _, expired = next(pair for pair in retention.expired(timezone.now()) if pair[1].exists())

    robin.move_to("in_review", by=None, version=robin.version)

    assert retention.delete_if_still_in(expired, robin.pk, "a rule") == 0
    assert ConsultationRequest.objects.count() == 1


def test_a_deletion_that_fails_half_way_changes_nothing(monkeypatch):
    robin = closed(days_ago=31)
    events = RequestEvent.objects.count()
    monkeypatch.setattr(ConsultationRequest, "delete", lambda self: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        retention.delete_for_good(robin, "a rule")

    assert (RequestEvent.objects.count(), DeletionRecord.objects.count()) == (events, 0)


def test_a_mail_about_a_deleted_request_is_not_sent(mailoutbox):
    closed(days_ago=31)
    call_command("delete_expired_requests")

    call_command("send_mail", once=True)

    assert mailoutbox == []
    assert OutboxMessage.objects.unsent().count() == 0


def test_practice_managers_set_how_long_requests_are_kept(client):
    sign_in(client, make_staff("max", "Practice managers"))
    period = RetentionPeriod.objects.get(kind="consultation", outcome="spam")

    client.post(f"{PERIODS}{period.pk}/change/", {"days": "10"})
    client.post(f"{PERIODS}{period.pk}/change/", {"days": "0"})

    period.refresh_from_db()
    assert period.days == 10
    assert client.get(f"{PERIODS}add/").status_code == 403
    assert client.post(f"{PERIODS}{period.pk}/delete/", {"post": "yes"}).status_code == 403


def test_triage_staff_do_not_set_how_long_requests_are_kept(client):
    sign_in(client, make_staff("nadia", "Triage"))

    assert client.get(PERIODS).status_code == 403


def test_a_privacy_officer_deletes_a_request_when_the_person_asks(client):
    robin = make_request(name="Robin Doe")
    sign_in(client, make_staff("pat", "Privacy officers"))

    asked = client.get(delete_page(robin)).content.decode()
    response = client.post(delete_page(robin), follow=True)

    assert f"Delete request {robin.reference} now?" in asked
    assert "Robin" not in asked
    assert f"Request {robin.reference} is deleted." in response.content.decode()
    assert ConsultationRequest.objects.count() == 0
    assert DeletionRecord.objects.get(reference=robin.reference).rule == "Asked by the person"
    assert RequestEvent.objects.get(kind="deleted").actor_name == "pat"


def test_looking_at_the_question_deletes_nothing(client):
    robin = make_request()
    sign_in(client, make_staff("pat", "Privacy officers"))

    client.get(delete_page(robin))

    assert ConsultationRequest.objects.get() == robin


@pytest.mark.parametrize("role", ["Triage", "Practice managers", "Editors", "Clinical reviewers"])
def test_nobody_else_deletes_a_request(client, role):
    robin = make_request()
    sign_in(client, make_staff("sam", role))

    answers = {client.get(delete_page(robin)).status_code, client.post(delete_page(robin)).status_code}

    assert answers == {403}
    assert "delete-now" not in client.get(f"{LIST}{robin.pk}/change/").content.decode()
    assert ConsultationRequest.objects.get() == robin


def deleted_first(monkeypatch, consultation_request):
    """A colleague deletes the request after it was looked up for this visit, and before anything is done."""
    look_up = ConsultationRequestAdmin.get_object_or_refuse

    def look_up_then_lose(*args, **kwargs):
        found = look_up(*args, **kwargs)
        retention.delete_for_good(ConsultationRequest.objects.get(pk=found.pk), "a rule")
        return found

    monkeypatch.setattr(ConsultationRequestAdmin, "get_object_or_refuse", look_up_then_lose)


AT_ONCE = {
    "move": {"state": "in_review", "version": 1},
    "assign": {"version": 1},
    "delete-now": {},
}


@pytest.mark.parametrize("done", AT_ONCE)
def test_whoever_comes_after_a_deletion_is_told(client, monkeypatch, done):
    robin = make_request()
    sign_in(client, make_owner())
    deleted_first(monkeypatch, robin)

    page = client.post(f"{LIST}{robin.pk}/{done}/", AT_ONCE[done], follow=True)

    assert page.redirect_chain == [(LIST, 302)]
    assert "Somebody else deleted this request a moment ago." in page.content.decode()
    assert DeletionRecord.objects.count() == 1


WRITTEN = {
    "note": {"text": "called back"},
    "attempt": {"channel": "call", "result": "no_answer", "details": "called back"},
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("done", WRITTEN)
def test_what_is_written_about_a_deleted_request_is_given_back(client, monkeypatch, done):
    robin = make_request()
    sign_in(client, make_owner())
    deleted_first(monkeypatch, robin)

    page = client.post(f"{LIST}{robin.pk}/{done}/", WRITTEN[done])

    assert page.status_code == 409
    assert ">called back</textarea>" in page.content.decode()
    assert (Note.objects.count(), ContactAttempt.objects.count()) == (0, 0)
    assert RequestEvent.objects.chain_is_whole(robin.reference)
