"""Whether all migrations are applied."""

from functools import lru_cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

BEHIND = "The database is older than the code: run manage.py prepare."


def fault():
    return BEHIND if last_migrations() - applied_migrations() else ""


@lru_cache(maxsize=1)
def last_migrations():
    """The last migration of each app in this release."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())


def applied_migrations():
    return set(MigrationRecorder(connection).applied_migrations())
