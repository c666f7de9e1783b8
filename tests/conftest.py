"""What every test can count on."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.test import override_settings

# As served: one joined style sheet, hashed and compressed. Only our own files, without those of the admins.
COLLECTED = {
    "STORAGES": {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "clinic_site.stylesheet.JoinedStylesheetStorage"},
    },
    "STATICFILES_FINDERS": ["django.contrib.staticfiles.finders.FileSystemFinder"],
}


def pytest_collection_modifyitems(items):
    """Groups, the page tree's root and the workflow are rows: they come back after a test that commits."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction"):
            brings_back = marker.kwargs | {"serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(**brings_back), append=False)


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
