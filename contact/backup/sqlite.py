"""A SQLite database as bytes and back, copied by SQLite itself: a plain copy of the file can miss rows."""

import os
import sqlite3
from contextlib import closing

from django.db import connection

from contact.backup.archive import BackupDamaged
from contact.backup.staging import DATABASE

KIND = "sqlite"
# Where the head of the file says how it is journalled, and the value for "not by a -wal file".
JOURNAL_BYTES, NO_WAL = slice(18, 20), b"\x01\x01"
REFERENCES = "SELECT reference FROM contact_consultationrequest"


def dump():
    """The bytes of the whole database, and its row counts; copied in memory, so nothing touches the disk."""
    connection.ensure_connection()
    with closing(sqlite3.connect(":memory:")) as copy:
        connection.connection.backup(copy)
        content = bytearray(copy.serialize())
        content[JOURNAL_BYTES] = NO_WAL
        return bytes(content), row_counts(copy)


def inspect(content):
    """Opens the database in memory; gives its row counts and one sealed name with its reference, if there is one."""
    with closing(sqlite3.connect(":memory:")) as copy:
        try:
            copy.deserialize(content)
            if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise BackupDamaged("The database in the backup is damaged.")
            sealed = copy.execute("SELECT reference, name FROM contact_consultationrequest LIMIT 1").fetchone()
            return row_counts(copy), sealed
        except sqlite3.DatabaseError as error:
            raise BackupDamaged(f"The database in the backup does not open ({type(error).__name__}).") from None


def references_in(content):
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.deserialize(content)
        return {reference for (reference,) in copy.execute(REFERENCES)}


def references_in_file(path):
    """An empty set for a damaged database: it is replaced whatever it holds."""
    try:
        with closing(sqlite3.connect(path)) as database:
            return {reference for (reference,) in database.execute(REFERENCES)}
    except sqlite3.DatabaseError:
        return set()


def row_counts(database):
    tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    names = [name for (name,) in tables.fetchall()]
    count = 'SELECT count(*) FROM "{}"'  # nosec B608: the names come from the database itself
    return {name: database.execute(count.format(name)).fetchone()[0] for name in names}  # nosemgrep: sql-put-together


def is_there(path):
    return path.exists() and path.stat().st_size > 0


def is_in_use(path):
    """SQLite leaves WAL mode only if nobody else has the database open."""
    try:
        with closing(sqlite3.connect(path, timeout=1)) as database:
            return database.execute("PRAGMA journal_mode=DELETE").fetchone()[0] != "delete"
    except sqlite3.DatabaseError as error:
        # A damaged one is what a restore is for.
        return "locked" in str(error)


def write(content, folder):
    with open(os.open(folder / DATABASE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
