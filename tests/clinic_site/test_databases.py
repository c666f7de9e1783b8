import pytest
from django.core.management import call_command
from django.db import connection

from clinic_site.checks import pragma_errors
from clinic_site.databases import database_settings

pytestmark = pytest.mark.django_db


def test_postgresql_connections_are_kept_and_checked():
    settings = database_settings({"ENGINE": "django.db.backends.postgresql"})

    assert settings["CONN_HEALTH_CHECKS"] is True
    assert settings["CONN_MAX_AGE"] == 60


def test_sqlite_waits_for_its_turn_and_writes_through_to_the_disk():
    options = database_settings({"ENGINE": "django.db.backends.sqlite3"})["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "PRAGMA synchronous=2" in options["init_command"]


def test_the_database_of_this_run_is_set_for_safety():
    call_command("check", databases=["default"])

    assert pragma_errors(connection) == [] if connection.vendor == "sqlite" else True


def test_a_pragma_that_is_not_in_force_is_an_error():
    if connection.vendor != "sqlite":
        assert database_settings({"ENGINE": "django.db.backends.postgresql"})["CONN_MAX_AGE"]
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=0")

    errors = pragma_errors(connection)

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=1")
    assert [error.msg for error in errors] == ["SQLite's secure_delete is 0, but it must be 1."]
