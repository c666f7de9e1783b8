"""Several web hosts: when one publishes, the others hand out nothing old any more, as soon as they ask the database."""

import socket
import threading
import time
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection

from content.models import PageCacheVersion
from content.page_cache import cache_version, invalidation
from content.page_cache.cache_version import (
    CacheNotWritable,
    CacheVersions,
    Follower,
    shared_version_of,
    start_new_shared_version,
)
from content.page_cache.invalidation import fault, invalidate

pytestmark = pytest.mark.django_db(transaction=True)

on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite is one host's alone.")


@pytest.fixture
def this_host(settings, tmp_path):
    settings.PAGE_CACHE_DIR = tmp_path / "first"
    host = CacheVersions(settings.PAGE_CACHE_DIR)
    host.start_new("build")
    return host


@pytest.fixture
def follow(settings):
    """Starts followers, and stops them before the database of the test goes."""
    settings.PAGE_CACHE_POLL_SECONDS = 0.05
    before = set(threading.enumerate())

    def follow(host):
        Follower(host).start()
        return host

    yield follow
    settings.PAGE_CACHE_POLL_SECONDS = 0
    for thread in set(threading.enumerate()) - before:
        thread.join(10)


@pytest.fixture
def other_hosts(tmp_path, follow):
    hosts = [CacheVersions(tmp_path / name) for name in ("second", "third")]
    for host in hosts:
        host.start_new("build")
        follow(host)
    return hosts


def wait_until(holds, seconds=10):
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.02)


def in_the_database():
    with connection.cursor() as cursor:
        cursor.execute(cache_version.READ)
        return cursor.fetchone()[0]


def test_it_is_the_table_of_the_model():
    assert PageCacheVersion._meta.db_table == cache_version.TABLE


def test_a_version_is_written_once_and_then_replaced():
    first, second = start_new_shared_version(), start_new_shared_version()

    assert first != second
    assert in_the_database() == second


@on_postgresql
def test_every_host_invalidates_its_pages_after_a_change(this_host, other_hosts):
    for _ in range(5):
        before = [host.current() for host in other_hosts]

        invalidate()

        wait_until(lambda before=before: all(h.current() != old for h, old in zip(other_hosts, before, strict=True)))
        assert {shared_version_of(host.current()) for host in [this_host, *other_hosts]} == {in_the_database()}


@on_postgresql
def test_a_host_does_not_invalidate_its_own_change_again(this_host, follow):
    follow(this_host)
    invalidate()
    version = this_host.current()

    time.sleep(0.5)  # ten questions

    assert this_host.current() == version


@on_postgresql
def test_two_who_publish_at_once_leave_no_host_with_the_other_ones_old_pages(this_host, monkeypatch):
    """The other host writes its version after ours, and before we have replaced our link."""

    def overtaken(*args):
        ours = start_new_shared_version()
        start_new_shared_version()
        return ours

    monkeypatch.setattr(invalidation, "start_new_shared_version", overtaken)
    invalidate()
    rendered_before_the_other_change_was_seen = this_host.current()

    Follower(this_host).follow()

    assert this_host.current() != rendered_before_the_other_change_was_seen
    assert shared_version_of(this_host.current()) == in_the_database()


@on_postgresql
def test_the_same_shared_version_never_brings_back_files_of_before(this_host):
    shared = start_new_shared_version()
    this_host.start_new(shared_version=shared)
    first = this_host.current()

    this_host.start_new(shared_version=shared)

    assert this_host.current() != first


@on_postgresql
def test_a_host_asks_before_it_hands_out_its_first_page(this_host, follow, tmp_path):
    """It was off while another one published."""
    host = CacheVersions(tmp_path / "fourth")
    host.start_new("build", shared_version="from-before")
    invalidate()

    follow(host)

    assert shared_version_of(host.current()) == in_the_database()


@contextmanager
def a_database_that_hangs():
    """Takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@on_postgresql
def test_a_database_that_hangs_keeps_no_start_and_no_page_waiting(this_host, follow, monkeypatch, caplog):
    own = cache_version.own_connection
    with a_database_that_hangs() as port:

        def hanging():
            connection = own()
            connection.settings_dict = connection.settings_dict | {"HOST": "127.0.0.1", "PORT": port}
            return connection

        monkeypatch.setattr(cache_version, "own_connection", hanging)
        version, began = this_host.current(), time.monotonic()

        follow(this_host)

        assert time.monotonic() - began < cache_version.SECONDS_TO_ANSWER + 1
        assert this_host.current() == version
    wait_until(lambda: "are not seen here for now" in caplog.text)


@on_postgresql
def test_a_host_that_lost_the_database_is_new_once_it_is_back(this_host, other_hosts, monkeypatch):
    monkeypatch.setattr(cache_version, "READ", "SELECT version FROM no_such_table")
    time.sleep(0.2)
    before = [host.current() for host in other_hosts]
    invalidate()
    time.sleep(0.2)
    assert [host.current() for host in other_hosts] == before

    monkeypatch.undo()

    wait_until(lambda: {shared_version_of(host.current()) for host in other_hosts} == {in_the_database()})


@pytest.fixture
def refusing(monkeypatch):
    def refuse(*args):
        raise OperationalError("no route to host, with words of a driver")

    monkeypatch.setattr(invalidation, "is_shared", lambda: True)
    monkeypatch.setattr(invalidation, "start_new_shared_version", refuse)


def test_a_change_that_other_hosts_do_not_hear_of_is_told_to_everybody(this_host, refusing, caplog):
    version = this_host.current()

    invalidate()

    assert this_host.current() != version
    assert "Readers of other hosts may see old pages" in caplog.text
    assert "words of a driver" not in caplog.text
    assert fault() == invalidation.OTHERS_UNTOLD
    assert invalidation.failed.words == "OperationalError"


@on_postgresql
def test_this_host_goes_on_trying_to_tell_the_others(this_host, refusing, follow):
    invalidate()

    follow(this_host)

    wait_until(lambda: fault() == "")
    assert shared_version_of(this_host.current()) == in_the_database()


@on_postgresql
def test_other_hosts_are_told_though_this_one_has_no_room(this_host, other_hosts, monkeypatch):
    def full(self, *args, **kwargs):
        raise CacheNotWritable("No space left on device")

    before = other_hosts[0].current()
    with monkeypatch.context() as disk:
        disk.setattr(invalidation.CacheVersions, "start_new", full)
        invalidate()

    wait_until(lambda: other_hosts[0].current() != before)


def test_on_sqlite_the_database_is_not_asked(this_host, django_assert_num_queries):
    if connection.vendor == "sqlite":
        with django_assert_num_queries(0):
            invalidate()
