"""A connection to SQLite goes on only while what it has open is what lies at the path."""

import os

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from clinic_site.settings.storage import database_settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    return tmp_path / "clinic.sqlite3"


def connect(path, must_exist=False):
    settings = database_settings({"ENGINE": "django.db.backends.sqlite3", "NAME": path}, must_exist=must_exist)
    return ConnectionHandler({"default": settings})["default"]


@pytest.fixture
def sqlite(path):
    connection = connect(path)
    run(connection, "CREATE TABLE kept (words TEXT)")
    connection.close()
    connection.connect()
    yield connection
    connection.close()


def run(connection, statement):
    with connection.cursor() as cursor:
        return cursor.execute(statement).fetchall()


def next_request(connection):
    """What Django does when a request begins."""
    connection.close_if_unusable_or_obsolete()


def write(connection):
    run(connection, "INSERT INTO kept VALUES ('words')")


def test_a_connection_whose_file_was_removed_is_refused_and_kept_open(sqlite, path):
    path.unlink()
    next_request(sqlite)

    with pytest.raises(OperationalError, match="removed"):
        write(sqlite)
    next_request(sqlite)

    assert sqlite.connection is not None
    assert not path.exists()


def test_a_file_that_is_put_back_is_written_again(sqlite, path):
    aside = path.with_suffix(".aside")
    path.rename(aside)
    next_request(sqlite)
    with pytest.raises(OperationalError):
        write(sqlite)

    aside.rename(path)
    next_request(sqlite)
    write(sqlite)

    assert run(sqlite, "SELECT count(*) FROM kept") == [(1,)]


def test_after_a_file_was_replaced_the_new_one_is_written(sqlite, path, tmp_path):
    other = connect(tmp_path / "other.sqlite3")
    run(other, "CREATE TABLE kept (words TEXT)")
    other.close()
    os.replace(tmp_path / "other.sqlite3", path)

    next_request(sqlite)
    write(sqlite)
    sqlite.close()

    assert run(sqlite, "SELECT count(*) FROM kept") == [(1,)]


def test_a_transaction_is_not_acknowledged_when_the_file_goes_in_the_middle(sqlite, path):
    def store_and_lose():
        sqlite.set_autocommit(False)
        write(sqlite)
        path.unlink()
        sqlite.commit()

    with pytest.raises(OperationalError, match="removed"):
        store_and_lose()


def test_a_log_that_was_removed_is_saved_into_the_file_and_refused(sqlite, path):
    write(sqlite)
    path.with_name(f"{path.name}-wal").unlink()
    next_request(sqlite)

    with pytest.raises(OperationalError, match="write-ahead log"):
        write(sqlite)

    copy = path.with_name("copy.sqlite3")
    copy.write_bytes(path.read_bytes())
    assert run(connect(copy), "SELECT count(*) FROM kept") == [(1,)]


def test_a_connection_that_could_only_read_writes_again_in_the_next_request(sqlite):
    run(sqlite, "PRAGMA query_only=1")
    with pytest.raises(OperationalError, match="readonly"):
        write(sqlite)

    next_request(sqlite)
    write(sqlite)

    assert run(sqlite, "SELECT count(*) FROM kept") == [(1,)]


def test_a_connection_that_was_opened_on_a_read_only_disk_ends_with_its_request(path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *args: False)
    sqlite = connect(path)
    run(sqlite, "SELECT 1")

    next_request(sqlite)

    assert sqlite.connection is None


def test_no_empty_database_is_made_in_the_place_of_a_missing_one(path):
    with pytest.raises(OperationalError):
        run(connect(path, must_exist=True), "SELECT 1")

    assert not path.exists()
