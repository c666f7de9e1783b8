"""Redis is what several web hosts know together. While it is away, staff still get in and still get out."""

import pytest
import redis
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCacheClient
from django.test import Client

from clinic_site.settings.storage import cache_settings
from clinic_site.storage.redis_cache import FailoverRedisCache
from contact.management.commands import send_mail
from tests.builders.staff import PASSWORD, make_staff

NOBODY_THERE = "redis://127.0.0.1:1/0"


@pytest.fixture
def redis_is_away(settings, monkeypatch):
    settings.CACHES = cache_settings(NOBODY_THERE)
    monkeypatch.setattr(FailoverRedisCache, "away_until", 0)


def test_what_was_kept_is_as_if_it_had_not_been(redis_is_away):
    cache.set("page", "old")

    assert cache.get("page") is None
    assert cache.get("page", "another") == "another"
    assert cache.get_many(["page"]) == {}
    assert cache.get_or_set("page", lambda: "new") == "new"
    assert "page" not in cache


def test_a_lock_is_had_without_redis(redis_is_away):
    assert cache.add("lock", True)
    cache.delete("lock")


def test_after_a_failure_nobody_waits_again_for_a_while(redis_is_away, monkeypatch):
    asked = []
    monkeypatch.setattr(RedisCacheClient, "get_client", lambda self, *args, **kwargs: asked.append(1) or gone())

    for _ in range(20):
        cache.get("page")

    assert len(asked) == 1


def gone():
    raise redis.TimeoutError


def test_the_log_says_that_redis_is_away(redis_is_away, caplog):
    cache.get("page")

    assert "Redis does not answer (ConnectionError)" in caplog.text


@pytest.mark.django_db
def test_staff_sign_in_without_redis(redis_is_away):
    make_staff("sam")
    client = Client()

    client.post("/accounts/login/", {"login": "sam", "password": "wrong"})
    client.post("/accounts/login/", {"login": "sam", "password": PASSWORD})

    assert client.get("/admin/").status_code == 200


@pytest.mark.django_db
def test_scheduled_pages_are_published_without_redis(redis_is_away, monkeypatch):
    called = []
    monkeypatch.setattr(send_mail, "call_command", lambda name, **options: called.append(name))

    send_mail.publish_scheduled()

    assert called == ["publish_scheduled"]
