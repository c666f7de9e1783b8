"""What every test can count on."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _rows_of_migrations_come_back(request):
    """Groups, the page tree's root and the workflow are rows: they come back after a test that commits."""
    if commits(request):
        request.getfixturevalue("django_db_serialized_rollback")


def commits(request):
    marker = request.node.get_closest_marker("django_db")
    by_fixture = {"transactional_db", "live_server"} & {*request.fixturenames}
    return bool(by_fixture or (marker and marker.kwargs.get("transaction")))


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
