"""What every test can count on."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_limits_from_the_test_before(request):
    """Sign-in limits are counted in the shared cache, which outlives a rolled-back test."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        cache.clear()
