"""The current version of the page cache on this host, and the shared version that all hosts follow in their database.

The version of a host names the build of the site that it belongs to.
"""

import contextlib
import hashlib
import logging
import os
import secrets
import shutil
import threading
import time
from pathlib import Path
from stat import S_ISDIR

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections

CURRENT = "current"
NONE = ""
# A younger version may be about to become current, or another process may still be writing into it.
OLD_SECONDS = 60
# The shared version of a change of which the other hosts have not been told yet.
UNTOLD = "untold"
PRIVATE_DIRECTORY = 0o700

logger = logging.getLogger(__name__)


class CacheNotWritable(Exception):
    """No new version could be started, nor the current one removed: old pages are still served."""


class CacheVersions:
    """One folder for each version, and a symbolic link `current` to the newest, which is replaced atomically.

    A version is called `<build>.<shared version>.<random>`. The same shared version may be started twice, and has
    another folder the second time, so that nothing rendered in between is taken for new. The link names the version
    and leads to its files, so nobody finds new files under an old version. A page whose rendering began in an older
    version can only be written into the folder of that version.
    """

    def __init__(self, folder):
        self.folder = Path(folder)
        self.link = str(self.folder / CURRENT)

    def current(self):
        """The name of the current version, read at every request; NONE where there is none yet."""
        try:
            return os.readlink(self.link)
        except OSError:
            return NONE

    def open(self, build_id):
        """Keeps the current version, unless another build of the site started it."""
        if build_id_of(self.current()) != build_id:
            self.start_new(build_id)

    def start_new(self, build_id=None, shared_version=""):
        """Invalidates every cached page, for all processes of this host at once.

        Without `build_id` the build stays the same. Raises CacheNotWritable if the link can be neither replaced nor
        removed: then old pages are still served.
        """
        build_id = build_id or build_id_of(self.current())
        if not build_id:
            return  # without a version nothing is served from the cache
        try:
            self.write_link(build_id, shared_version)
        except OSError as error:
            logger.error("Pages could not be invalidated (%s): none is served from the cache for now.", error.strerror)
            self.start_without_space(build_id, shared_version)
        self.delete_old()

    def write_link(self, build_id, shared_version=""):
        name = f"{build_id}.{shared_version}.{secrets.token_hex(8)}"
        (self.folder / name).mkdir(parents=True)
        for folder in (self.folder, self.folder / name):
            folder.chmod(PRIVATE_DIRECTORY)
        link = self.folder / f".{name}"
        link.symlink_to(name)
        link.replace(self.link)

    def start_without_space(self, build_id, shared_version):
        """Without the link nobody finds an old page. Deleting the old files may free the space."""
        try:
            Path(self.link).unlink(missing_ok=True)
        except OSError as error:
            raise CacheNotWritable(error.strerror) from None
        self.delete_old(at_once=True)
        with contextlib.suppress(OSError):
            self.write_link(build_id, shared_version)

    def start_if_missing(self, build_id):
        """When there is space again. Pages cached before the link was removed are not found any more."""
        if self.current() == NONE:
            with contextlib.suppress(OSError):
                self.write_link(build_id)

    @property
    def is_writable(self):
        return not self.folder.is_dir() or os.access(self.folder, os.W_OK)

    @property
    def is_missing(self):
        """Whether there is a cache here, but no current version."""
        return self.folder.is_dir() and self.current() == NONE

    def delete_old(self, at_once=False):
        """Deletes old versions. A worker that is reading one finds a file missing, and renders the page."""
        kept = {CURRENT, self.current()}
        for old in self.folder.iterdir() if self.folder.is_dir() else ():
            if old.name not in kept and is_old(old, 0 if at_once else OLD_SECONDS):
                shutil.rmtree(old, ignore_errors=True)


def is_old(folder, seconds):
    try:
        found = folder.lstat()
    except OSError:  # the temporary link of another process, which has just been renamed to `current`
        return False
    return S_ISDIR(found.st_mode) and found.st_mtime < time.time() - seconds


def build_id_of(version):
    return version.partition(".")[0]


def shared_version_of(version):
    """Of PageCacheVersion; "" where hosts share no database, or it was not known."""
    return version.partition(".")[2].partition(".")[0]


def build_id():
    """The same on every machine that runs the same files with the same settings."""
    made = hashlib.sha256()
    for name in settings.BUILD_ID_SETTINGS:
        made.update(repr((name, getattr(settings, name, None))).encode())
    for path in files_in(settings.BUILD_ID_FILES):
        made.update(str(path.name).encode() + path.read_bytes())
    return made.hexdigest()[:16]


def files_in(places):
    for place in map(Path, places):
        if place.is_file():
            yield place
        yield from sorted(path for path in place.rglob("*") if path.is_file() and path.suffix != ".pyc")


# -- the shared version, and the thread that follows it

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
