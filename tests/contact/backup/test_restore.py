"""A restore loses nothing that is newer, and leaves nothing half done, wherever it is killed."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from contact.backup import postgresql, restore, sqlite, staging
from contact.backup.create import make_backup
from contact.backup.restore import RestoreRefused, restore_sqlite
from contact.models import ConsultationRequest
from tests.builders.requests import make_request

pytestmark = pytest.mark.django_db(transaction=True)

only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="a database that is a file")
only_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="a database on a server")


class Killed(BaseException):
    """As if the process had ended there."""


@pytest.fixture
def media(settings, tmp_path):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "door.jpg").write_bytes(b"of the backup")
    return settings.MEDIA_ROOT


@pytest.fixture
def backup(media, tmp_path):
    """Of one request, with the picture of that day; meanwhile another request and another picture came."""
    make_request(name="Robin Doe")
    path = make_backup(tmp_path / "backups")
    make_request(name="Somebody Else")
    (media / "door.jpg").write_bytes(b"newer")
    return path


@pytest.fixture
def database(backup, tmp_path):
    """A file with what is there now, as a stopped site leaves it."""
    path = tmp_path / "clinic.sqlite3"
    path.write_bytes(sqlite.dump()[0])
    return path


def requests_in(path):
    with closing(sqlite3.connect(path)) as opened:
        return opened.execute("SELECT count(*) FROM contact_consultationrequest").fetchone()[0]


def folders_in(folder):
    return {path.name for path in folder.iterdir()} - {"backups", "media", "clinic.sqlite3"}


@only_sqlite
def test_newer_requests_are_not_thrown_away(backup, database, media):
    with pytest.raises(RestoreRefused, match=r"1 requests are here and not in this backup.*--set-newer-aside"):
        restore_sqlite(backup, database, media, force=True)

    assert (requests_in(database), (media / "door.jpg").read_bytes()) == (2, b"newer")
    assert folders_in(database.parent) == set()


@only_sqlite
def test_what_was_there_is_set_aside(backup, database, media):
    before = restore_sqlite(backup, database, media, force=True, set_newer_aside=True)

    assert (requests_in(database), (media / "door.jpg").read_bytes()) == (1, b"of the backup")
    assert (requests_in(before / "clinic.sqlite3"), (before / "media/door.jpg").read_bytes()) == (2, b"newer")
    assert before.stat().st_mode & 0o777 == before.parent.stat().st_mode & 0o777 == 0o700


@only_sqlite
def test_a_damaged_database_is_set_aside(backup, tmp_path, media):
    database = tmp_path / "clinic.sqlite3"
    database.write_bytes(b"no database any more")

    before = restore_sqlite(backup, database, media, force=True)

    assert (before / "clinic.sqlite3").read_bytes() == b"no database any more"
    assert requests_in(database) == 1


def kill_at(monkeypatch, module, name, after=False):
    """`staged` removes its folder as an exception passes; a process that is killed removes nothing."""
    whole = getattr(module, name)

    def killed(*args, **kwargs):
        if after:
            whole(*args, **kwargs)
        monkeypatch.setattr(shutil, "rmtree", lambda *args, **kwargs: None)
        raise Killed

    monkeypatch.setattr(module, name, killed)


EARLY = [(restore, "extract_media", False), (restore, "make_ready", False)]
LATE = [
    (restore, "make_ready", True),
    (staging, "set_database_aside", False),
    (staging, "set_database_aside", True),
    (staging.shutil, "move", False),
    (staging.shutil, "move", True),
]


@only_sqlite
@pytest.mark.parametrize("place", range(len(EARLY)))
def test_killed_early_it_has_changed_nothing(backup, database, media, monkeypatch, place):
    with monkeypatch.context() as kill:
        kill_at(kill, *EARLY[place])
        with pytest.raises(Killed):
            restore_sqlite(backup, database, media, force=True, set_newer_aside=True)

    restore.finish_sqlite(database, media)

    assert (requests_in(database), (media / "door.jpg").read_bytes()) == (2, b"newer")
    assert folders_in(database.parent) == set()


@only_sqlite
@pytest.mark.parametrize("place", range(len(LATE)))
def test_killed_late_it_is_finished(backup, database, media, monkeypatch, place):
    with monkeypatch.context() as kill:
        kill_at(kill, *LATE[place])
        with pytest.raises(Killed):
            restore_sqlite(backup, database, media, force=True, set_newer_aside=True)
    assert database.exists()

    restore.finish_sqlite(database, media)

    assert (requests_in(database), (media / "door.jpg").read_bytes()) == (1, b"of the backup")
    assert folders_in(database.parent) == {"replaced"}
    [before] = (database.parent / "replaced").iterdir()
    assert (requests_in(before / "clinic.sqlite3"), (before / "media/door.jpg").read_bytes()) == (2, b"newer")


def test_no_program_starts_between_and_prepare_ends_it(media, tmp_path):
    make_request()
    target = restore.places()[0] or media
    folder = staging.staging(target)
    try:
        folder.mkdir()
        (folder / "ready").write_text("{}")
        with pytest.raises(CommandError, match="A restore was interrupted"):
            call_command("send_mail", once=True)
    finally:
        shutil.rmtree(folder)


@only_postgresql
def test_newer_requests_on_postgresql_are_not_thrown_away(backup, media):
    with pytest.raises(CommandError, match="1 requests are here and not in this backup"):
        call_command("restore", str(backup), force=True)

    assert (ConsultationRequest.objects.count(), (media / "door.jpg").read_bytes()) == (2, b"newer")


@only_postgresql
def test_what_was_there_on_postgresql_is_backed_up_first(backup, media, tmp_path, capsys):
    call_command("restore", str(backup), force=True, set_newer_aside=True)

    assert (ConsultationRequest.objects.count(), (media / "door.jpg").read_bytes()) == (1, b"of the backup")
    before = max((tmp_path / "backups").iterdir())
    assert f"What was there before is in {before}" in capsys.readouterr().out
    call_command("restore", str(before), force=True)
    assert ConsultationRequest.objects.count() == 2


@only_postgresql
@pytest.mark.parametrize(("after", "left"), [(False, (2, b"newer")), (True, (1, b"of the backup"))])
def test_killed_on_postgresql_database_and_media_agree(backup, media, monkeypatch, after, left):
    with monkeypatch.context() as kill:
        kill_at(kill, postgresql, "put_in_place", after)
        with pytest.raises(Killed):
            call_command("restore", str(backup), force=True, set_newer_aside=True)

    restore.finish_interrupted()

    assert (ConsultationRequest.objects.count(), (media / "door.jpg").read_bytes()) == left
    assert not staging.staging(media).exists()


def test_what_was_set_aside_has_an_end(media, tmp_path):
    for name in ("20200101-000000", "29990101-000000"):
        (tmp_path / "replaced" / name).mkdir(parents=True)

    call_command("backup")

    assert {path.name for path in (tmp_path / "replaced").iterdir()} == {"29990101-000000"}
