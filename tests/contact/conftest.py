"""People and requests that many tests of this folder are about."""

import pytest

from tests.builders.requests import make_request
from tests.builders.staff import make_staff, sign_in


@pytest.fixture
def nadia(client):
    """Of triage, signed in with `client`."""
    user = make_staff("nadia", "Triage")
    sign_in(client, user)
    return user


@pytest.fixture
def sam():
    return make_staff("sam", "Triage")


@pytest.fixture
def robin():
    return make_request()
