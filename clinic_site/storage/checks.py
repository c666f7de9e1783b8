"""System checks: the PRAGMAs that keep requests safe are in force."""

from django.core.checks import Error, Tags, register
from django.db import connections

from clinic_site.settings.storage import SQLITE_PRAGMAS


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
