"""What machines ask, and that only this machine hears about the inside."""

import shutil
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError
from django.utils import timezone

from clinic_site.health import readiness
from contact.encryption import key_check as key_canaries
from contact.maintenance import schema
from contact.models import ClockReading, ConsultationRequest, OutboxMessage, UpkeepRun
from content.page_cache.invalidation import NO_SPACE
from tests.builders.requests import make_request

pytestmark = pytest.mark.django_db

OTHER_KEY = "k9:CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk="
ALL_WELL = {
    "database": True,
    "data_dir": True,
    "disk": True,
    "outbox": True,
    "backup": True,
    "keys": True,
} | dict.fromkeys(["known_keys", "schema", "clock", "deletion", "newest_event", "baked_pages"], True)


@pytest.fixture
def backed_up():
    UpkeepRun.objects.note_down("backup", went_well=True, words="")


def test_a_living_process_says_so(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


def test_this_machine_may_ask_what_is_well(client, backed_up):
    make_request()

    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, ALL_WELL | {"words": []})


def test_a_site_that_has_just_started_needs_no_backup(client):
    make_request()

    assert client.get("/readyz").json() == ALL_WELL | {"words": []}


@pytest.mark.parametrize("extra", [{"REMOTE_ADDR": "203.0.113.9"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}])
def test_nobody_else_may(client, extra):
    response = client.get("/readyz", **extra)

    assert response.status_code == 404


def nearly_full(monkeypatch, settings):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=9 * 1024**2))


def mail_stuck(monkeypatch, settings):
    OutboxMessage.objects.update(created_at=timezone.now() - timedelta(hours=1))


def test_a_visitor_whose_address_takes_no_mail_is_no_fault_of_the_site(client, backed_up):
    make_request(email="robin@example.com", wants_acknowledgement=True)
    OutboxMessage.objects.filter(kind="staff_bell").update(sent_at=timezone.now())
    OutboxMessage.objects.update(created_at=timezone.now() - timedelta(days=2), attempts=9)

    assert client.get("/readyz").status_code == 200


def backup_old(monkeypatch, settings):
    UpkeepRun.objects.update(ended_at=timezone.now() - timedelta(hours=30))


def backup_failed(monkeypatch, settings):
    UpkeepRun.objects.update(went_well=False)


def backup_ahead(monkeypatch, settings):
    UpkeepRun.objects.update(ended_at=timezone.now() + timedelta(days=90))


def deletion_refused(monkeypatch, settings):
    UpkeepRun.objects.note_down("deletion", went_well=False, words="Look at the clock.")


def schema_behind(monkeypatch, settings):
    monkeypatch.setattr(schema, "last_migrations", lambda: {("contact", "9999_later")})


def index_key_wrong(monkeypatch, settings):
    assert key_canaries.add_missing_canaries() == ""
    settings.BLIND_INDEX_KEY = OTHER_KEY.split(":")[1]


def no_stamp(monkeypatch, settings):
    settings.PAGE_CACHE_DIR = settings.PAGE_CACHE_DIR.parent / "test-baked-without-a-stamp"
    settings.PAGE_CACHE_DIR.mkdir(exist_ok=True)


def never_backed_up(monkeypatch, settings):
    UpkeepRun.objects.all().delete()
    ConsultationRequest.objects.update(received_at=timezone.now() - timedelta(hours=30))


def key_missing(monkeypatch, settings):
    settings.FIELD_KEYS = [OTHER_KEY]


def keys_malformed(monkeypatch, settings):
    settings.FIELD_KEYS = ["k9:short"]


def data_dir_gone(monkeypatch, settings):
    monkeypatch.setattr(readiness.shutil, "disk_usage", lambda path: SimpleNamespace(free=10**12))
    settings.DATA_DIR = settings.DATA_DIR / "not" / "there"


@pytest.mark.parametrize(
    ("harm", "part", "words"),
    [
        (nearly_full, "disk", "Only 9 MB are free on the disk."),
        (mail_stuck, "outbox", "1 mails to staff have been waiting for more than 15 minutes."),
        (backup_old, "backup", "The last backup is 30 hours old."),
        (backup_failed, "backup", "The last backup failed."),
        (never_backed_up, "backup", "There has been no backup yet."),
        (backup_ahead, "backup", "The last backup is dated in the future: the clock was ahead. Make one now."),
        (deletion_refused, "deletion", "The last deletion was refused. Look at the clock."),
        (schema_behind, "schema", "The database is older than the code: run manage.py prepare."),
        (index_key_wrong, "known_keys", key_canaries.remedy("BLIND_INDEX_KEY")),
        (no_stamp, "baked_pages", NO_SPACE),
        (key_missing, "keys", "A stored request does not open: run keys_check."),
        (keys_malformed, "keys", "FIELD_KEYS cannot be used."),
        (data_dir_gone, "data_dir", "DATA_DIR cannot be written."),
    ],
)
def test_what_is_not_well_is_named(client, backed_up, monkeypatch, settings, harm, part, words):
    make_request(name="Robin Doe")
    harm(monkeypatch, settings)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == ALL_WELL | {part: False, "words": [words]}


def test_a_clock_in_doubt_is_named(client, backed_up):
    ClockReading.objects.update_or_create(pk=1, defaults={"read_at": timezone.now() - timedelta(days=30)})

    answer = client.get("/readyz").json()

    assert answer["clock"] is False
    assert "--clock-is-right" in answer["words"][0]


def test_a_database_that_is_away_does_not_silence_the_rest():
    def away():
        raise DatabaseError("connection to 10.0.0.1 refused")

    assert readiness.checked(away) == (False, "The database does not answer.")
