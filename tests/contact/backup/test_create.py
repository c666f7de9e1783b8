"""A backup is whole, encrypted, and comes back; a restore is never undone and never overwrites by accident."""

import os
import sqlite3
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from contact.backup import postgresql
from contact.backup.archive import CHUNK, BackupDamaged, DecryptingReader, EncryptingWriter
from contact.backup.create import ALWAYS_KEPT, make_backup, newest_backup, verify
from contact.backup.restore import RestoreRefused, restore_sqlite
from contact.models import UpkeepRun
from tests.builders.requests import make_request

pytestmark = pytest.mark.django_db(transaction=True)

only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL is restored by its own program")
PICTURE = b"a picture " * 1000
OTHER_KEY = "k9:CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk="


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    (settings.MEDIA_ROOT / "images").mkdir(parents=True)
    (settings.MEDIA_ROOT / "images" / "door.jpg").write_bytes(PICTURE)
    return settings.MEDIA_ROOT


@pytest.fixture
def backup(media, tmp_path):
    make_request(name="Robin Doe")
    return make_backup(tmp_path / "backups")


def references_in(path):
    with closing(sqlite3.connect(path)) as database:
        return [reference for (reference,) in database.execute("SELECT reference FROM contact_consultationrequest")]


def everything_under(folder):
    return {path.name for path in folder.rglob("*")}


def test_a_backup_is_verified_by_opening_it(backup, capsys):
    call_command("backup", str(backup), verify=True)

    said = capsys.readouterr().out
    assert "1 media files, 1 requests (one opened)." in said
    assert "Robin" not in said


def test_a_backup_holds_nothing_readable_and_leaves_nothing_beside(backup, tmp_path):
    content = backup.read_bytes()

    assert not any(words in content for words in (b"SQLite format", b"contact_consultationrequest", b"a picture"))
    assert backup.stat().st_mode & 0o777 == 0o600
    assert backup.parent.stat().st_mode & 0o777 == 0o700
    assert everything_under(tmp_path) == {"media", "images", "door.jpg", "backups", backup.name}


@pytest.mark.parametrize("harm", [lambda whole: whole[:-1], lambda whole: whole[:200], lambda whole: whole + b"x"])
def test_a_cut_or_changed_backup_is_told(backup, harm):
    backup.write_bytes(harm(backup.read_bytes()))

    with pytest.raises(BackupDamaged, match="cut or changed"):
        verify(backup)


def test_one_changed_byte_is_told(backup):
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)

    with pytest.raises(BackupDamaged, match="cut or changed"):
        verify(backup)


def test_a_stream_cut_between_two_chunks_is_told(tmp_path):
    path = tmp_path / "long"
    with path.open("wb") as file:
        writer = EncryptingWriter(file)
        writer.write(bytes(3 * CHUNK))
        writer.finish()
    whole = path.read_bytes()
    path.write_bytes(whole[: -(CHUNK + 16)])

    with path.open("rb") as file, pytest.raises(BackupDamaged):
        DecryptingReader(file).finish()


def test_without_its_key_a_backup_does_not_open_and_says_which(backup, settings):
    settings.FIELD_KEYS = [OTHER_KEY]

    with pytest.raises(CommandError, match="FIELD_KEYS has no key k2, which this backup needs"):
        call_command("backup", str(backup), verify=True)


def test_a_backup_opens_while_its_key_is_kept_as_an_old_one(backup, settings):
    settings.FIELD_KEYS = [OTHER_KEY, *settings.FIELD_KEYS]

    assert "one opened" in verify(backup)


def test_another_file_is_no_backup(tmp_path):
    (tmp_path / "other").write_bytes(b"something else")

    with pytest.raises(BackupDamaged, match="not a backup of this site"):
        verify(tmp_path / "other")


@only_sqlite
def test_a_restore_brings_everything_back(backup, tmp_path):
    database, media = tmp_path / "new" / "clinic.sqlite3", tmp_path / "new" / "media"

    restore_sqlite(backup, database, media, force=False)

    assert len(references_in(database)) == 1
    assert (media / "images" / "door.jpg").read_bytes() == PICTURE
    assert database.stat().st_mode & 0o777 == 0o600
    assert everything_under(tmp_path / "new") == {"clinic.sqlite3", "media", "images", "door.jpg"}


@only_sqlite
def test_a_database_is_not_overwritten_unless_forced(backup, tmp_path):
    database = tmp_path / "clinic.sqlite3"
    database.write_bytes(b"the only one there is")

    with pytest.raises(RestoreRefused, match="There is a database already"):
        restore_sqlite(backup, database, tmp_path / "media", force=False)

    assert database.read_bytes() == b"the only one there is"
    restore_sqlite(backup, database, tmp_path / "media", force=True)
    assert len(references_in(database)) == 1


@only_sqlite
def test_a_database_in_use_is_not_even_overwritten_by_force(backup, tmp_path):
    database = tmp_path / "clinic.sqlite3"

    with closing(sqlite3.connect(database)) as in_use:
        in_use.execute("PRAGMA journal_mode=WAL")
        in_use.execute("CREATE TABLE a (b)")
        with pytest.raises(RestoreRefused, match="stop all programs"):
            restore_sqlite(backup, database, tmp_path / "media", force=True)


@only_sqlite
def test_a_left_over_wal_file_does_not_undo_a_restore(backup, tmp_path):
    database, wal = tmp_path / "clinic.sqlite3", tmp_path / "clinic.sqlite3-wal"
    restore_sqlite(backup, database, tmp_path / "media", force=False)
    with closing(sqlite3.connect(database, isolation_level=None)) as old:
        old.execute("PRAGMA journal_mode=WAL")
        old.execute("DELETE FROM contact_consultationrequest")
        left_over = wal.read_bytes()
    database.unlink()
    wal.write_bytes(left_over)

    restore_sqlite(backup, database, tmp_path / "media", force=True)

    assert not wal.exists()
    assert len(references_in(database)) == 1


@only_sqlite
def test_a_restore_that_fails_changes_nothing(backup, tmp_path):
    database, media = tmp_path / "clinic.sqlite3", tmp_path / "media"
    restore_sqlite(backup, database, media, force=True)
    backup.write_bytes(backup.read_bytes()[:-1])
    before = database.read_bytes()

    with pytest.raises(BackupDamaged):
        restore_sqlite(backup, database, media, force=True)

    assert database.read_bytes() == before
    assert (media / "images" / "door.jpg").read_bytes() == PICTURE


def test_the_command_makes_one_and_deletes_old_ones_but_never_the_newest(media, tmp_path, capsys):
    folder = tmp_path / "backups"
    folder.mkdir()
    old = [folder / f"clinic-2020010{day}-000000.backup" for day in range(1, 9)]
    for path in old:
        path.write_bytes(b"")
        os.utime(path, (0, 0))

    call_command("backup", to=folder)
    call_command("backup", to=folder, verify=True)

    assert [path.exists() for path in old] == [False, False, *[True] * 6]
    assert len(list(folder.iterdir())) == ALWAYS_KEPT
    assert "2 older than 30 days deleted." in capsys.readouterr().out
    assert UpkeepRun.objects.get(task="backup").went_well


def test_a_backup_dated_in_the_future_is_not_the_newest(tmp_path):
    for name in ("clinic-20260101-000000.backup", "clinic-29990101-000000.backup"):
        (tmp_path / name).write_bytes(b"")

    assert newest_backup(tmp_path).name == "clinic-20260101-000000.backup"


def test_a_missing_program_is_named(monkeypatch):
    monkeypatch.setattr(postgresql.shutil, "which", lambda program: None)

    with pytest.raises(postgresql.ProgramMissing, match="pg_dump is missing: install the package postgresql-client"):
        postgresql.dump()


def test_a_failed_backup_is_written_down(monkeypatch, tmp_path):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("contact.backup.create.write_archive", full)

    with pytest.raises(CommandError, match="No space left on device"):
        call_command("backup", to=tmp_path)

    run = UpkeepRun.objects.get(task="backup")
    assert (run.went_well, run.words) == (False, "No space left on device")


def test_backups_of_one_second_do_not_replace_each_other(tmp_path, settings, clock):
    settings.MEDIA_ROOT = tmp_path / "media"

    first, second = make_backup(tmp_path), make_backup(tmp_path)

    assert {first, second} == {*tmp_path.glob("*.backup")}
    assert first != second
