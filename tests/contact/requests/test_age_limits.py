"""Requests that nobody closes have an end: staff are warned, and what nobody has opened is never deleted."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from contact.mail.messages import daily_digest
from contact.maintenance import clock as maintenance_clock
from contact.models import AgeLimits, ConsultationRequest, DeletionRecord, RequestEvent, RetentionPeriod, UpkeepRun
from contact.requests import age_limits, retention
from contact.requests.reconciliation import correct_future_dates
from tests.builders.many_requests import make_many_requests
from tests.builders.requests import make_mistake, make_referral, make_request
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

LIST = "/admin/contact/consultationrequest/"


@pytest.fixture
def nadia(clock):
    return make_staff("nadia", "Triage")


def make_suspect(**answers):
    suspect = make_request(**answers)
    ConsultationRequest.objects.filter(pk=suspect.pk).update(in_quarantine=True, quarantine_reason="too_many")
    suspect.refresh_from_db()
    return suspect


def open_page(consultation_request, user):
    RequestEvent.objects.record("viewed", consultation_request.reference, actor=user)


def days_go_by(clock, days):
    """With the nightly work, so that the clock is not in doubt."""
    clock.shift(timedelta(days=days))
    maintenance_clock.believe()


def delete():
    call_command("delete_expired_requests")


def is_there(consultation_request):
    return ConsultationRequest.objects.filter(pk=consultation_request.pk).exists()


def home_of(client, role="Triage"):
    """Signs in anew each time: days may have gone by."""
    name = f"one-of-{role[:6].lower()}"
    sign_in(client, get_user_model().objects.filter(username=name).first() or make_staff(name, role))
    return client.get("/admin/").text


@pytest.mark.parametrize("make", [make_request, make_referral, make_mistake])
def test_undecided_suspects_lapse_with_a_proof(clock, nadia, make):
    suspect = make()
    ConsultationRequest.objects.update(in_quarantine=True)
    open_page(suspect, nadia)

    days_go_by(clock, 59)
    delete()
    stayed = is_there(suspect)
    days_go_by(clock, 2)
    delete()

    assert (stayed, is_there(suspect)) == (True, False)
    proof = DeletionRecord.objects.get(reference=suspect.reference)
    assert proof.rule == "Suspected spam that nobody decided, kept 60 days"
    assert RequestEvent.objects.chain_is_whole(suspect.reference)


@pytest.mark.parametrize("state", ["new", "in_review", "contacted", "booked"])
def test_an_open_request_lapses_when_nobody_has_worked_on_it_for_a_year(clock, nadia, state):
    robin = make_request(state)
    open_page(robin, nadia)

    days_go_by(clock, 364)
    delete()
    stayed = is_there(robin)
    days_go_by(clock, 2)
    delete()

    assert (stayed, is_there(robin)) == (True, False)
    assert DeletionRecord.objects.get().rule == "Open, and nobody worked on it for 365 days"


@pytest.mark.parametrize("make", [make_request, make_suspect])
@pytest.mark.parametrize("priority", ["normal", "high"])
def test_what_nobody_has_opened_stays_and_is_named(clock, client, capsys, make, priority):
    unread = make()
    ConsultationRequest.objects.update(priority=priority)
    # By the system, in a list, or in an export: nobody has read it.
    unread.move_to("in_review", by=None, version=1)
    RequestEvent.objects.record_many("listed", make_staff("lee", "Triage"), [unread])

    days_go_by(clock, 4000)
    delete()
    call_command("reconcile")

    assert is_there(unread)
    assert f"No rule deletes, because nobody has opened it (1): {unread.reference}" in capsys.readouterr().out
    assert "No rule will ever delete 1 of them." in UpkeepRun.objects.get(task="reconciling").words
    page = home_of(client, "Privacy officers")
    assert "1 old request was never opened" in page
    assert "waiting__line--urgent" in page
    assert unread.reference in client.get(f"{LIST}?show=kept").text
    assert "1 old request was never opened" in daily_digest().body


@pytest.mark.parametrize("make", [make_request, make_suspect])
def test_whoever_opens_an_old_request_has_the_whole_notice_to_decide(clock, nadia, make):
    robin = make()
    days_go_by(clock, 800)
    open_page(robin, nadia)

    days_go_by(clock, 13)
    delete()

    assert is_there(robin)
    days_go_by(clock, 16)
    delete()
    assert not is_there(robin)


@pytest.mark.parametrize(
    "work",
    [
        lambda robin, by: robin.note_down("They call back in spring.", by=by),
        lambda robin, by: robin.attempt_contact(by, channel="call", result="no_answer"),
        lambda robin, by: robin.assign_to(by, by=by, version=1),
        lambda robin, by: robin.move_to("in_review", by=by, version=1),
    ],
)
def test_work_on_an_open_request_begins_its_time_anew(clock, nadia, work):
    robin = make_request()
    open_page(robin, nadia)
    days_go_by(clock, 300)
    work(robin, nadia)

    days_go_by(clock, 300)
    delete()

    assert is_there(robin)


def test_a_suspect_that_was_moved_on_is_taken_for_real(clock, nadia):
    suspect = make_suspect()
    suspect.move_to("contacted", by=nadia, version=1)

    days_go_by(clock, 100)
    delete()

    assert is_there(suspect)


def test_reopening_begins_the_time_of_an_open_request(clock, nadia):
    robin = make_request("closed", by=nadia)
    open_page(robin, nadia)
    RetentionPeriod.objects.update(days=3650)
    days_go_by(clock, 900)
    robin.move_to("in_review", by=nadia, version=robin.version)

    days_go_by(clock, 100)
    delete()

    assert is_there(robin)


def test_staff_are_warned_before_suspects_lapse(clock, client, nadia):
    clock.move_to(datetime(2031, 6, 1, 16, tzinfo=UTC))
    maintenance_clock.believe()
    for _ in range(2):
        open_page(make_suspect(), nadia)
    days_go_by(clock, 45)
    quiet = home_of(client)

    days_go_by(clock, 2)

    words = "2 suspected spam are deleted on July 31 unless someone decides"
    assert "are deleted" not in quiet
    assert words in home_of(client)
    assert words in daily_digest().body
    page = client.get(f"{LIST}?show=lapsing").text
    assert page.count("Will be deleted on July 31") == 2


def test_staff_are_warned_weeks_before_open_requests_lapse(clock, client, nadia):
    robin = make_request()
    open_page(robin, nadia)
    days_go_by(clock, 336)
    quiet = home_of(client)

    days_go_by(clock, 2)

    assert "old open request" not in quiet
    assert "1 old open request is deleted on" in home_of(client)
    assert "Will be deleted on" in client.get(f"{LIST}{robin.pk}/change/").text
    days_go_by(clock, 26)
    delete()
    assert is_there(robin)


def test_several_days_are_a_span(clock, client, nadia):
    clock.move_to(datetime(2031, 6, 1, 16, tzinfo=UTC))
    maintenance_clock.believe()
    for _ in range(3):
        open_page(make_suspect(), nadia)
        days_go_by(clock, 3)
    days_go_by(clock, 44)

    assert "3 suspected spam are deleted from July 31 to August 6" in home_of(client)


def test_of_very_many_the_first_day_is_said(clock, client, nadia, monkeypatch):
    monkeypatch.setattr(age_limits, "AT_ONCE", 2)
    clock.move_to(datetime(2031, 6, 1, 16, tzinfo=UTC))
    for _ in range(3):
        open_page(make_suspect(), nadia)
    days_go_by(clock, 59)

    assert "3 suspected spam are deleted from July 30 on unless someone decides" in home_of(client)


def test_staff_are_asked_how_a_booking_ended(clock, client, nadia):
    robin = make_request("booked", by=nadia)
    days_go_by(clock, 29)
    early = home_of(client)

    days_go_by(clock, 1)

    words = "1 request has been booked for more than 30 days. Did they come?"
    assert words not in early
    assert words in home_of(client)
    assert words in daily_digest().body
    assert "Did they come?" in client.get(f"{LIST}?show=booked").text
    robin.note_down("Moved to January.", by=nadia)
    assert words not in home_of(client)


def test_a_shorter_limit_deletes_nothing_before_staff_were_warned(clock, nadia):
    robin = make_request()
    open_page(robin, nadia)
    days_go_by(clock, 200)

    limits = AgeLimits.objects.get()
    limits.open_days = 60
    limits.save()
    days_go_by(clock, 27)
    delete()

    assert is_there(robin)
    days_go_by(clock, 2)
    delete()
    assert not is_there(robin)


def test_saving_without_a_change_gives_no_new_notice(clock):
    before = AgeLimits.objects.get()
    days_go_by(clock, 1)

    before.booked_days = 7
    before.save()

    assert AgeLimits.objects.get().in_force_since == before.in_force_since


def test_where_no_limits_are_stored_nothing_lapses(clock, nadia):
    robin = make_request()
    open_page(robin, nadia)
    AgeLimits.objects.all().delete()

    days_go_by(clock, 4000)
    delete()

    assert is_there(robin)


@pytest.mark.parametrize("too_short", [{"suspected_days": 20}, {"open_days": 59}])
def test_a_limit_leaves_time_to_decide(too_short):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgeLimits.objects.update(**too_short)


def test_nothing_lapses_while_the_clock_is_in_doubt(clock, nadia):
    robin = make_request()
    open_page(robin, nadia)
    maintenance_clock.believe()

    clock.shift(timedelta(days=4000))
    with pytest.raises(CommandError, match="nothing is deleted"):
        delete()

    assert is_there(robin)


def test_after_a_long_pause_staff_have_the_whole_notice_again(clock, nadia):
    robin = make_request()
    open_page(robin, nadia)
    clock.shift(timedelta(days=400))

    call_command("delete_expired_requests", clock_is_right=True)
    first_night = is_there(robin)
    days_go_by(clock, 29)
    delete()

    assert (first_night, is_there(robin)) == (True, False)


def test_more_than_half_of_all_open_requests_do_not_lapse_in_one_night(clock, nadia):
    for _ in range(21):
        open_page(make_request(), nadia)
    days_go_by(clock, 366)

    with pytest.raises(CommandError, match="21 of 21 open requests would go in one night"):
        delete()

    assert ConsultationRequest.objects.count() == 21
    call_command("delete_expired_requests", allow_many=True)
    assert ConsultationRequest.objects.count() == 0


def test_what_somebody_has_before_them_stays_until_the_next_night(clock, nadia):
    robin = make_request()
    open_page(robin, nadia)
    gone = make_request("closed", by=nadia)
    days_go_by(clock, 366)
    open_page(robin, nadia)
    open_page(gone, nadia)

    delete()
    both = [is_there(robin), is_there(gone)]
    days_go_by(clock, 1)
    delete()

    assert both == [True, True]
    assert [is_there(robin), is_there(gone)] == [False, False]


def test_what_was_opened_while_the_clock_was_ahead_is_deleted_in_time(clock, nadia):
    gone = make_request("closed", by=nadia)
    clock.shift(timedelta(days=4000))
    open_page(gone, nadia)
    clock.shift(timedelta(days=-3900))
    maintenance_clock.believe()

    delete()

    assert not is_there(gone)


def test_limits_set_while_the_clock_was_ahead_hold_from_now_on(clock):
    AgeLimits.objects.update(in_force_since=timezone.now() + timedelta(days=4000))

    correct_future_dates()

    assert AgeLimits.objects.get().in_force_since == timezone.now()


def test_an_update_keeps_the_clinics_own_periods_and_adds_those_that_are_missing():
    RetentionPeriod.objects.filter(outcome="became_patient").update(days=7)
    RetentionPeriod.objects.filter(outcome="did_not_come").delete()

    import_module("contact.migrations.0018_life_cycle").write_periods(apps, None)

    kept = RetentionPeriod.objects.filter(kind="referral").values_list("outcome", "days")
    assert {("became_patient", 7), ("did_not_come", 90), ("withdrew", 30)} <= set(kept)


def test_a_night_that_was_cut_off_goes_on_where_it_stopped(clock, nadia):
    requests = [make_request("closed", by=nadia) for _ in range(5)]
    days_go_by(clock, 100)

    def killed(done):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        retention.delete_expired(timezone.now(), on_progress=killed)
    left = ConsultationRequest.objects.count()
    delete()

    assert left == 3
    assert {one.reference for one in requests} == set(DeletionRecord.objects.values_list("reference", flat=True))


def test_many_requests_are_read_a_batch_at_a_time(monkeypatch):
    make_many_requests(30)
    monkeypatch.setattr(retention, "AT_ONCE", 7)

    assert len(set(retention.keys_of(ConsultationRequest.objects.all()))) == 30


def test_closed_requests_without_a_period_are_named(client, capsys):
    robin = make_request("closed")
    RetentionPeriod.objects.filter(outcome=robin.outcome).delete()

    call_command("reconcile")

    words = f"No rule deletes, because no time is set for how it ended (1): {robin.reference}"
    assert words in capsys.readouterr().out
    assert "1 closed request is never deleted" in home_of(client, "Practice managers")
    assert robin.reference in client.get(f"{LIST}?show=kept").text


@pytest.mark.parametrize("role", ["Practice managers", "Privacy officers"])
def test_those_who_set_periods_set_limits_too(client, role):
    sign_in(client, make_staff("sam", role))

    page = client.get("/admin/contact/retentionperiod/").text
    limits = {"suspected_days": "30", "booked_days": "14", "open_days": "180"}
    answer = client.post("/admin/contact/agelimits/1/change/", limits, follow=True)

    assert "/admin/contact/agelimits/" in page
    assert "how long requests are kept\n" not in page
    assert answer.redirect_chain == [("/admin/contact/retentionperiod/", 302)]
    assert AgeLimits.objects.filter(**limits).exists()
    assert "agelimits" not in client.get("/admin/").text


def test_triage_staff_do_not_set_limits(client):
    sign_in(client, make_staff("nadia", "Triage"))

    assert client.get("/admin/contact/agelimits/1/change/").status_code == 403


def test_triage_staff_are_not_told_of_missing_periods(client):
    make_request("closed")
    RetentionPeriod.objects.all().delete()

    assert "never deleted" not in home_of(client)
