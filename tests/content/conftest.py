import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders.staff import make_staff


@pytest.fixture
def queries(client):
    """How many queries an address takes, once what is looked up a single time in each process is known."""

    def count(address, status=200):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == status
        return len(captured)

    return count


@pytest.fixture
def carol():
    return make_staff("carol", "Clinical reviewers")
