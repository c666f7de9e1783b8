"""The version of the page cache that all hosts share, in their database, and the thread that follows it."""

import logging
import secrets
import threading
import time

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections

from .cache_version import UNTOLD, shared_version_of

# A database that says nothing is given up after this long; readers never wait for it.
SECONDS_TO_ANSWER = 2
# libpq's options for a network that swallows what is sent: without them a read may wait for hours.
IMPATIENT = {
    "connect_timeout": SECONDS_TO_ANSWER,
    "tcp_user_timeout": SECONDS_TO_ANSWER * 1000,
    "keepalives_idle": SECONDS_TO_ANSWER,
    "keepalives_interval": 1,
    "keepalives_count": 2,
}
# Of the model PageCacheVersion, which cannot be imported here: gunicorn reads this file before Django is ready.
TABLE = "content_pagecacheversion"
READ = f"SELECT version FROM {TABLE}"  # noqa: S608
WRITE = f"INSERT INTO {TABLE} (id, version) VALUES (1, %s) ON CONFLICT (id) DO UPDATE SET version = EXCLUDED.version"  # noqa: S608

logger = logging.getLogger(__name__)


def is_shared():
    """SQLite is one host's alone."""
    return connection.vendor == "postgresql"


def start_new_shared_version(connection=connection):
    """Tells all hosts that pages have changed; gives the new version. One statement, so nobody waits for long."""
    version = secrets.token_hex(8)
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [version])
    return version


class Follower:
    """A thread of a web process that starts a new version on this host whenever another host has changed pages."""

    def __init__(self, versions):
        self.versions = versions
        self.connection = None
        self.is_away = False
        self.has_asked = threading.Event()

    def start(self):
        """Returns once the database has answered or failed, so that a host does not start with old pages."""
        threading.Thread(target=self.run, daemon=True, name="page-cache-version").start()
        self.has_asked.wait(SECONDS_TO_ANSWER)

    def run(self):
        while settings.PAGE_CACHE_POLL_SECONDS:
            try:
                self.follow()
                self.is_away = False
            except Exception as error:  # whatever the database does, this thread goes on
                self.log_absence(error)
                self.disconnect()
            self.has_asked.set()
            time.sleep(settings.PAGE_CACHE_POLL_SECONDS)
        self.disconnect()

    def follow(self):
        """Afterwards pages here are as new as the shared version is."""
        self.connection = self.connection or own_connection()
        here = shared_version_of(self.versions.current())
        shared = start_new_shared_version(self.connection) if here == UNTOLD else self.read()
        if shared != here:
            self.versions.start_new(shared_version=shared)

    def read(self):
        with self.connection.cursor() as cursor:
            cursor.execute(READ)
            row = cursor.fetchone()
        return row[0] if row else start_new_shared_version(self.connection)

    def log_absence(self, error):
        if not self.is_away:
            logger.error("Changes made on other hosts are not seen here for now (%s).", type(error).__name__)
        self.is_away = True

    def disconnect(self):
        if self.connection:
            self.connection.close()
        self.connection = None


def own_connection():
    """Of this thread alone, since that of others waits for as long as an editor may have to."""
    own = connections.create_connection(DEFAULT_DB_ALIAS)
    options = own.settings_dict["OPTIONS"]
    limit = f"{options.get('options', '')} -c statement_timeout={SECONDS_TO_ANSWER * 1000}"
    own.settings_dict = own.settings_dict | {"OPTIONS": options | IMPATIENT | {"options": limit}}
    return own
