"""Of several that prepare the same site at once, one works and the others wait for it."""

import fcntl
import time
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

NAME = ".preparing"
LOCK = 7_203_115  # any number that nothing else on this database locks
PAUSE = 0.5


@contextmanager
def one_at_a_time(told):
    """On one machine by a file, which the system lets go when its process ends; on several by their database."""
    with (settings.DATA_DIR / NAME).open("w") as file:
        wait_until(lambda: has_file(file), told)
        if connection.vendor != "postgresql":
            yield
            return
        wait_until(has_database, told)
        try:
            yield
        finally:
            ask("SELECT pg_advisory_unlock(%s)")


def wait_until(is_ours, told):
    if is_ours():
        return
    told("Another prepare is at work; waiting for it ...")
    while not is_ours():
        time.sleep(PAUSE)


def has_file(file):
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def has_database():
    """Asked again and again rather than waited for, since a connection may limit how long it waits for locks."""
    return ask("SELECT pg_try_advisory_lock(%s)")


def ask(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql, [LOCK])
        return cursor.fetchone()[0]
