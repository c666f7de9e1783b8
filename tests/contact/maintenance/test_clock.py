"""A clock that is wrong for a night deletes nothing, and what was made meanwhile is found once it is right."""

import os
import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from contact.maintenance import clock
from contact.models import ClockReading, ConsultationRequest, DeletionRecord, OutboxMessage, SendCount, UpkeepRun
from contact.requests.reconciliation import correct_future_dates
from contact.requests.submission_checks import spam_reason, time_stamp
from tests.builders.requests import make_clinic_details, make_mistake, make_request

pytestmark = pytest.mark.django_db

REAL_NOW = timezone.now
UPKEEP = ["delete_expired_requests", "reconcile", "backup", "verify"]


@pytest.fixture
def clock_is_off(monkeypatch):
    """Puts the clock forward by the days given, or back to what is right."""

    def put_forward(days=0):
        monkeypatch.setattr(timezone, "now", lambda: REAL_NOW() + timedelta(days=days))

    return put_forward


@pytest.fixture
def folder(tmp_path, settings):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


def make_closed_requests(count=7):
    for number in range(count):
        make_request(state="closed", name=f"Person {number}")


def make_backups(folder, ages):
    for days in ages:
        path = folder / f"clinic-{REAL_NOW() - timedelta(days=days):%Y%m%d-%H%M%S}.backup"
        path.write_bytes(b"")
        os.utime(path, ((REAL_NOW() - timedelta(days=days)).timestamp(),) * 2)


def run_upkeep():
    """The four commands of a night; gives those that ended with 1."""
    failed = []
    for command in UPKEEP:
        try:
            call_command(*(["backup", "--verify"] if command == "verify" else [command]))
        except CommandError:
            failed.append(command)
    return failed


@pytest.mark.django_db(transaction=True)
def test_a_night_with_a_wrong_clock_deletes_no_request_and_no_backup(folder, clock_is_off, capsys):
    make_closed_requests()
    make_backups(folder, ages=[1, 2, 3])

    clock_is_off(100)
    failed = run_upkeep()

    assert (ConsultationRequest.objects.count(), DeletionRecord.objects.count()) == (7, 0)
    assert len(list(folder.glob("clinic-*.backup"))) == 4
    assert failed == ["delete_expired_requests", "reconcile", "backup"]
    assert "delete_expired_requests --clock-is-right" in UpkeepRun.objects.get(task="deletion").words


@pytest.mark.django_db(transaction=True)
def test_the_nights_after_it_delete_nothing_either(folder, clock_is_off):
    make_closed_requests()
    make_backups(folder, ages=range(10))

    for days in (100, 101, 102):
        clock_is_off(days)
        run_upkeep()

    assert ConsultationRequest.objects.count() == 7
    assert len(list(folder.glob("clinic-*.backup"))) == 13


@pytest.mark.parametrize("days", [4, 365, -1, -9000])
def test_a_jump_either_way_is_seen(clock_is_off, days):
    assert clock.is_believed()

    clock_is_off(days)

    assert "nothing is deleted" in clock.fault()
    assert not clock.is_believed()


@pytest.mark.parametrize("days", [0, 1, 2.9])
def test_a_night_without_maintenance_is_no_jump(clock_is_off, days):
    clock.is_believed()

    clock_is_off(days)

    assert clock.is_believed()
    assert ClockReading.objects.get().read_at > REAL_NOW() + timedelta(days=days, minutes=-1)


def test_a_quiet_clinic_is_no_jump(clock_is_off):
    make_closed_requests()
    for days in range(60):
        clock_is_off(days)
        assert clock.is_believed()


def test_a_site_from_before_is_judged_by_its_last_upkeep(clock_is_off):
    make_request()
    clock_is_off(50)
    UpkeepRun.objects.note_down("backup", went_well=True, words="")

    clock_is_off(51)
    assert clock.is_believed()
    ClockReading.objects.all().delete()
    clock_is_off(100)
    assert not clock.is_believed()


def test_whoever_knows_that_the_clock_is_right_says_so(folder, clock_is_off):
    make_closed_requests()
    clock.is_believed()
    clock_is_off(100)

    call_command("delete_expired_requests", clock_is_right=True)

    assert ConsultationRequest.objects.count() == 0
    assert clock.is_believed()


def test_a_dry_run_says_what_is_in_the_way(clock_is_off, capsys):
    make_closed_requests()
    clock_is_off(100)

    call_command("delete_expired_requests", dry_run=True)

    assert "--clock-is-right" in capsys.readouterr().out


def test_proofs_dated_in_the_future_are_named(clock_is_off, capsys):
    make_closed_requests(1)
    clock_is_off(100)
    call_command("delete_expired_requests", clock_is_right=True)
    clock_is_off(0)
    DeletionRecord.objects.update(deleted_at=timezone.now() + timedelta(days=100))

    with pytest.raises(CommandError):
        call_command("reconcile")

    assert "1 deletions are dated in the future" in capsys.readouterr().out


def test_reconcile_says_how_many_went_within_a_day(capsys):
    make_closed_requests(2)
    ConsultationRequest.objects.update(closed_at=timezone.now() - timedelta(days=31))
    call_command("delete_expired_requests")

    call_command("reconcile")

    assert "2  of them within the last day" in capsys.readouterr().out


def test_a_mail_made_while_the_clock_was_ahead_goes_out_once_it_is_right(mailoutbox):
    robin = make_request()
    ahead = timezone.now() + timedelta(minutes=10)
    OutboxMessage.objects.update(created_at=ahead, next_attempt_at=ahead)

    call_command("send_mail", once=True)

    assert [mail.subject for mail in mailoutbox] == [f"New consultation request {robin.reference}"]


def test_a_mail_put_off_while_the_clock_was_ahead_goes_out_once_it_is_right(mailoutbox):
    make_request()
    later = timezone.now() + timedelta(days=90)
    OutboxMessage.objects.update(attempts=3, next_attempt_at=later, leased_until=later)

    call_command("send_mail", once=True)

    assert len(mailoutbox) == 1


def test_a_pause_between_two_tries_is_kept(mailoutbox):
    make_request()
    OutboxMessage.objects.update(attempts=9, next_attempt_at=timezone.now() + timedelta(minutes=55))

    call_command("send_mail", once=True)

    assert mailoutbox == []


def test_a_request_made_while_the_clock_was_ahead_is_due_in_time(clock_is_off):
    make_clinic_details(open_on=range(7), reply_within_working_days=1)
    clock.is_believed()
    clock_is_off(100)
    robin = make_request()
    clock_is_off(0)

    correct_future_dates()

    robin.refresh_from_db()
    assert robin.received_at <= timezone.now()
    assert robin.due_at < timezone.now() + timedelta(days=20)


def test_what_was_taken_up_again_while_the_clock_was_ahead_is_due_in_time(clock_is_off):
    make_clinic_details(open_on=range(7), reply_within_working_days=1)
    robin = make_request("closed")
    clock.is_believed()
    clock_is_off(100)
    robin.move_to("in_review", by=None, version=robin.version)
    clock_is_off(0)

    correct_future_dates()

    robin.refresh_from_db()
    assert robin.reopened_at <= timezone.now()
    assert robin.due_at < timezone.now() + timedelta(days=20)


def test_a_mistake_reported_while_the_clock_was_ahead_is_still_due_never(clock_is_off):
    make_clinic_details(range(5), reply_within_working_days=1)
    clock.is_believed()
    clock_is_off(100)
    mistake = make_mistake()
    clock_is_off(0)

    correct_future_dates()

    mistake.refresh_from_db()
    assert mistake.received_at <= timezone.now()
    assert mistake.due_at is None


def test_a_clock_that_went_back_changes_no_request(clock_is_off):
    clock.is_believed()
    robin = make_request()
    clock_is_off(-100)

    correct_future_dates()

    received_at = robin.received_at
    robin.refresh_from_db()
    assert robin.received_at == received_at


def test_a_form_opened_before_the_clock_went_back_is_not_too_fast():
    an_hour_ahead = REAL_NOW().timestamp() + 3600

    assert spam_reason("", time_stamp(an_hour_ahead)) == ""


def test_counts_of_senders_outlive_a_wrong_clock(clock_is_off):
    from contact.management.commands.send_mail import Command

    clock.is_believed()
    SendCount.objects.count_one("198.18.0.1")
    clock_is_off(100)

    worker = Command()
    worker.stopping = threading.Event()
    worker.run_tasks()

    assert SendCount.objects.count() == 1
