import pytest
from django.db import connections
from django.db.utils import ConnectionHandler

from clinic_site.settings.storage import database_settings
from clinic_site.storage.sqlite3.base import pragma_errors


@pytest.fixture
def sqlite(tmp_path):
    database = database_settings({"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "clinic.sqlite3"})
    connection = ConnectionHandler({"default": database})["default"]
    yield connection
    connection.close()


def test_postgresql_connections_are_kept_and_checked():
    settings = database_settings({"ENGINE": "django.db.backends.postgresql"})

    assert settings["CONN_HEALTH_CHECKS"] is True
    assert settings["CONN_MAX_AGE"] == 60


def test_visitors_on_postgresql_never_wait_as_long_as_nginx_does():
    """Twice: once for the answer that failed, and once for the page that says so."""
    options = database_settings({"ENGINE": "django.db.backends.postgresql"})["OPTIONS"]["options"]
    limits = dict(limit.removeprefix("-c ").split("=") for limit in options.split(" -c "))

    limits.pop("jit")
    assert set(limits) == {"lock_timeout", "statement_timeout"}
    assert all(0 < 2 * int(milliseconds) < 60_000 for milliseconds in limits.values())


def test_commands_on_postgresql_may_take_their_time():
    options = database_settings({"ENGINE": "django.db.backends.postgresql"}, timeouts=False)["OPTIONS"]

    assert "timeout" not in options["options"]


@pytest.mark.parametrize("timeouts", [True, False])
def test_postgresql_compiles_no_query(timeouts):
    """Compiling took a second or two, and running what was compiled five milliseconds."""
    options = database_settings({"ENGINE": "django.db.backends.postgresql"}, timeouts=timeouts)["OPTIONS"]

    assert "-c jit=off" in options["options"]


def test_what_a_database_url_says_itself_counts():
    given = {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {"sslmode": "require", "options": "-c a=b"}}

    options = database_settings(given)["OPTIONS"]

    assert options["sslmode"] == "require"
    assert options["options"].endswith(" -c a=b")


def test_no_page_holds_a_transaction_while_it_is_made():
    """With IMMEDIATE each page would wait for whoever writes; what belongs together says so itself."""
    assert not connections["default"].settings_dict["ATOMIC_REQUESTS"]


def test_sqlite_waits_for_its_turn():
    options = database_settings({"ENGINE": "django.db.backends.sqlite3"})["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20


@pytest.mark.django_db
def test_an_sqlite_connection_of_ours_is_set_for_safety(sqlite):
    assert pragma_errors(sqlite) == []


@pytest.mark.django_db
def test_a_pragma_that_is_not_in_force_is_an_error(sqlite):
    with sqlite.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=0")

    errors = pragma_errors(sqlite)

    assert [error.msg for error in errors] == ["SQLite's secure_delete is 0, but it must be 1."]
