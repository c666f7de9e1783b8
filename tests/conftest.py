"""What every test can count on."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from pytest_django.plugin import blocking_manager_key

from tests.migrated_database import copy_migrated_database

# As served: one joined style sheet, hashed and compressed. Only our own files, without those of the admins.
COLLECTED = {
    "STORAGES": {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "clinic_site.storage.stylesheet.JoinedStylesheetStorage"},
    },
    "STATICFILES_FINDERS": ["django.contrib.staticfiles.finders.FileSystemFinder"],
}


def pytest_collection_modifyitems(items):
    """Groups, the page tree's root and the workflow are rows: a test that commits begins with them."""
    for item in items:
        if commits(item):
            with_rows = item.get_closest_marker("django_db").kwargs | {"serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(**with_rows), append=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """It ends with an empty database, so they come back for the tests of the same process after it."""
    outcome = yield
    # After the last test the test database is gone; before a first one that is skipped it was never made.
    if nextitem and commits(item) and hasattr(connection, "_test_serialized_contents"):
        with item.config.stash[blocking_manager_key].unblock():
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
    return outcome


def commits(item):
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


@pytest.fixture(scope="session")
def migrated_database(django_test_environment, django_db_blocker, tmp_path_factory):
    """An SQLite file as migrations leave it, also for sites with processes of their own; None on PostgreSQL."""
    if connection.vendor != "sqlite":
        return None
    path = tmp_path_factory.mktemp("migrated") / "clinic.sqlite3"
    with django_db_blocker.unblock():
        copy_migrated_database(path)
    return path


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, migrated_database):
    """The test database is a copy of it."""
    if migrated_database:
        path = connection.settings_dict["TEST"]["NAME"]
        # SQLite would put the log of a run that was killed into the new file.
        for end in ("", "-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)
        shutil.copyfile(migrated_database, path)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb, migrated_database):
    """Then pytest-django only runs what the copy may lack."""
    return django_db_keepdb or bool(migrated_database)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Remembers content types, as migrating does: Wagtail's tasks look theirs up before its row has come back."""
    with django_db_blocker.unblock():
        ContentType.objects.get_for_models(*apps.get_models(), for_concrete_models=False)


@pytest.fixture(autouse=True)
def _no_limits_from_the_test_before(request):
    """Sign-in limits are counted in the shared cache, which a test that commits leaves behind."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        cache.clear()


@pytest.fixture
def clock():
    """The clock of the whole process, stopped: `clock.move_to(moment)`, `clock.shift(seconds_or_timedelta)`."""
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        yield clock


@pytest.fixture(scope="session")
def collected_static(tmp_path_factory):
    """The settings under which the site's own static files are collected, once for all: `override_settings(**...)`."""
    collected = COLLECTED | {"STATIC_ROOT": tmp_path_factory.mktemp("static")}
    with override_settings(**collected):
        call_command("collectstatic", interactive=False, verbosity=0)
    return collected
