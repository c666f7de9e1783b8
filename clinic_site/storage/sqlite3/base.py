"""Django's SQLite, sure that what a connection writes to is what lies at the path of the database.

A file that was removed or replaced goes on working for whoever has it open, and all that is written to it is gone when
they end. So each request looks first, each transaction looks again once it is stored, and what cannot be kept fails.
"""

import os
from contextlib import suppress
from pathlib import Path

from django.core.checks import Error, Tags, register
from django.db import connections
from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3.base import Database

from clinic_site.settings.storage import SQLITE_PRAGMAS

FILE_GONE = "The database file was removed while the site had it open."
FILE_REPLACED = "The database file was replaced while the site had it open."
LOG_GONE = "The write-ahead log of the database was removed while the site had it open."


def identity(path):
    """Which file lies there, whatever it is called; None for none."""
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


class DatabaseWrapper(base.DatabaseWrapper):
    opened_file = opened_log = None
    only_reads = False

    def get_connection_params(self):
        params = super().get_connection_params()
        if self.settings_dict.get("MUST_EXIST"):
            # SQLite would make an empty database in the place of one that was removed.
            params["database"] = f"{Path(params['database']).absolute().as_uri()}?mode=rw"
        return params

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        self.opened_file, self.opened_log = self.file_there(), self.log_there()
        self.only_reads = self.opened_file is not None and not os.access(self.settings_dict["NAME"], os.W_OK)
        return connection

    def file_there(self):
        return identity(self.settings_dict["NAME"])

    def log_there(self):
        return identity(f"{self.settings_dict['NAME']}-wal")

    def fault(self):
        """What became of the files of this connection, "" where they are in their place."""
        if self.connection is None or self.opened_file is None:
            return ""
        there = self.file_there()
        if there != self.opened_file:
            return FILE_REPLACED if there else FILE_GONE
        log_there = self.log_there()
        # A new database has none before the first write.
        self.opened_log = self.opened_log or log_there
        return "" if log_there == self.opened_log else LOG_GONE

    def is_usable(self):
        """Whether to go on with this connection; a new one is cheap.

        After an error a new one is made: opened while the disk was read-only, it would never write again. What was
        removed stays open, for it may be the last copy, and is refused by `refuse_what_cannot_be_kept`.
        """
        fault = self.fault()
        return fault in {FILE_GONE, LOG_GONE} or not (fault or self.errors_occurred)

    def close_if_unusable_or_obsolete(self):
        """A connection that was opened on a read-only disk ends with its request.

        SQLite shares what it has open within a process: one that stayed would keep all others from writing.
        """
        super().close_if_unusable_or_obsolete()
        if self.only_reads and self.connection is not None:
            self.close()

    def close_if_health_check_failed(self):
        is_first_use = not self.health_check_done
        super().close_if_health_check_failed()
        if is_first_use and not self.in_atomic_block:
            self.refuse_what_cannot_be_kept()

    def _commit(self):
        super()._commit()
        self.refuse_what_cannot_be_kept()

    def refuse_what_cannot_be_kept(self):
        fault = self.fault()
        if fault == LOG_GONE:
            self.save_what_is_in_the_log()
        if fault:
            with self.wrap_database_errors:
                raise Database.OperationalError(fault)

    def save_what_is_in_the_log(self):
        """Into the database file, while this connection still has the log open."""
        with suppress(Database.Error):
            self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)")


@register(Tags.database)
def sqlite_is_set_for_safety(app_configs, databases=None, **kwargs):
    """Reads the PRAGMAs back: OPTIONS in the wrong place are silently ignored by Django."""
    sqlite = [connections[alias] for alias in databases or [] if connections[alias].vendor == "sqlite"]
    return [error for connection in sqlite for error in pragma_errors(connection)]


def pragma_errors(connection):
    return [
        Error(f"SQLite's {name} is {found}, but it must be {wanted}.", id="clinic_site.E001")
        for name, wanted in SQLITE_PRAGMAS.items()
        if (found := pragma(connection, name)) != wanted
    ]


def pragma(connection, name):
    with connection.cursor() as cursor:
        # A name of SQLITE_PRAGMAS: SQLite takes no parameters here.
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]  # nosemgrep: sql-put-together
