"""Lets one process prepare the site at a time, while others wait for it."""

import fcntl
import time
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

NAME = ".preparing"
LOCK = 7_203_115  # any number that nothing else on this database locks
SECONDS_BETWEEN_TRIES = 0.5


@contextmanager
def prepare_lock(tell):
    """On one machine a lock on a file, which the system releases when its process ends; on several, in the database."""
    with (settings.DATA_DIR / NAME).open("w") as file:
        wait_until(lambda: lock_file(file), tell)
        if connection.vendor != "postgresql":
            yield
            return
        wait_until(lock_database, tell)
        try:
            yield
        finally:
            execute("SELECT pg_advisory_unlock(%s)")


def wait_until(is_locked, tell):
    if is_locked():
        return
    tell("Another prepare is at work; waiting for it ...")
    while not is_locked():
        time.sleep(SECONDS_BETWEEN_TRIES)


def lock_file(file):
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def lock_database():
    """Tried again and again rather than waited for, since a connection may limit how long it waits for locks."""
    return execute("SELECT pg_try_advisory_lock(%s)")


def execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql, [LOCK])
        return cursor.fetchone()[0]
