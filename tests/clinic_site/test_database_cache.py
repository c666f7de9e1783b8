"""What is shared through the database while that cannot be written, and while it can."""

import pytest
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache as DjangoDatabaseCache

from tests.builders.staff import PASSWORD, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(monkeypatch):
    """As Django's cache answers when the database refuses to write."""
    monkeypatch.setattr(DjangoDatabaseCache, "_base_set", lambda *args, **kwargs: False)


def test_the_right_password_is_not_one_try_too_many_on_a_full_disk(client, full):
    make_staff("nadia", "Triage")

    response = client.post("/accounts/login/", {"login": "nadia", "password": PASSWORD})

    assert (response.status_code, "_auth_user_id" in client.session) == (302, True)


def test_a_lock_is_given_once():
    assert [cache.add("lock", True, 60) for _ in range(3)] == [True, False, False]


def test_a_lock_that_cannot_be_written_is_given(full):
    assert cache.add("lock", True, 60)
