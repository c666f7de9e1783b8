"""What every test can count on."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _what_migrations_made_is_there(django_db_serialized_rollback):
    """Groups, the page tree's root and the workflow are rows: they come back after a test that commits."""


@pytest.fixture(autouse=True)
def _no_limits_from_the_test_before(request):
    """Sign-in limits are counted in the shared cache, which a test that commits leaves behind."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        cache.clear()
