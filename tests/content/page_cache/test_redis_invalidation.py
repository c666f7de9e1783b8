"""Several web hosts: when one publishes, the others hand out nothing old any more, before the editor is answered."""

import shutil
import signal
import socket
import subprocess
import time

import pytest

from content.page_cache import redis_invalidation
from content.page_cache.cache_version import CacheVersions

SECONDS_TO_START = 10


class Redis:
    """A Redis of our own, which script/test installed."""

    def __init__(self, folder):
        self.program = shutil.which("redis-server")
        assert self.program, "No redis-server: install it (Debian: apt install redis-server)."
        self.folder = folder
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            self.port = door.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        where = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", self.folder]
        self.server = subprocess.Popen([self.program, *where], stdout=subprocess.DEVNULL)
        wait_until(self.answers)

    def answers(self):
        with socket.socket() as door:
            return door.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self):
        self.server.kill()
        self.server.wait()


@pytest.fixture
def redis(settings, tmp_path):
    redis = Redis(tmp_path)
    settings.REDIS_URL = redis.url
    redis.start()
    yield redis
    settings.REDIS_URL = ""  # which ends the threads
    redis.stop()


@pytest.fixture
def hosts(redis, tmp_path, monkeypatch):
    """Two other hosts that listen, each with its folder of cached pages."""
    monkeypatch.setattr(redis_invalidation, "RECONNECT_SECONDS", 0.1)
    monkeypatch.setattr(redis_invalidation, "PING_SECONDS", 0.3)
    hosts = [CacheVersions(tmp_path / name) for name in ("second", "third")]
    for host in hosts:
        host.start_new("release")
        redis_invalidation.Listener(host).start()
    return hosts


def wait_until(holds, seconds=SECONDS_TO_START):
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.02)


def have_new_versions(hosts, before):
    return all(host.current() != old for host, old in zip(hosts, before, strict=True))


def hear(hosts):
    return redis_invalidation.connect().pubsub_numsub(redis_invalidation.CHANNEL)[0][1] == len(hosts)


def test_every_host_has_invalidated_its_pages_when_it_is_over(hosts):
    for _ in range(20):
        before = [host.current() for host in hosts]

        redis_invalidation.invalidate_other_hosts()

        assert have_new_versions(hosts, before)


def test_a_site_goes_on_without_redis(settings, caplog):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    redis_invalidation.invalidate_other_hosts()

    assert "could not be told" in caplog.text


def test_an_editor_does_not_wait_for_a_redis_that_hangs(redis, hosts):
    redis.server.send_signal(signal.SIGSTOP)
    began = time.monotonic()

    redis_invalidation.invalidate_other_hosts()

    assert time.monotonic() - began < 2 * redis_invalidation.LONGEST_WAIT


def test_a_host_that_stays_silent_is_told_of(redis, monkeypatch, caplog):
    monkeypatch.setattr(redis_invalidation, "LONGEST_WAIT", 0.8)
    deaf = redis_invalidation.connect().pubsub()
    deaf.subscribe(redis_invalidation.CHANNEL)

    redis_invalidation.invalidate_other_hosts()

    assert "1 processes of web hosts did not say" in caplog.text


def test_a_host_hears_before_it_hands_out_its_first_page(redis, tmp_path):
    host = CacheVersions(tmp_path / "fourth")
    host.start_new("release")
    before = host.current()

    redis_invalidation.Listener(host).start()

    assert hear([host])
    assert host.current() != before


def test_a_host_that_missed_news_invalidates_its_pages(redis, hosts):
    """Redis ends and is back at once; what was said meanwhile is lost."""
    before = [host.current() for host in hosts]

    redis.stop()
    redis.start()

    wait_until(lambda: hear(hosts))
    assert have_new_versions(hosts, before)


@pytest.mark.parametrize("silence", [signal.SIGKILL, signal.SIGSTOP], ids=["gone", "hangs"])
def test_pages_are_kept_for_seconds_while_nothing_is_heard(redis, hosts, monkeypatch, silence):
    monkeypatch.setattr(redis_invalidation, "DISCONNECTED_SECONDS", 0.2)
    monkeypatch.setattr(redis_invalidation, "LONGEST_WAIT", 0.3)
    redis.server.send_signal(silence)
    wait_until(lambda: all(host.age() > 0.2 for host in hosts))

    for _ in range(3):
        before = [host.current() for host in hosts]
        wait_until(lambda before=before: have_new_versions(hosts, before))


def test_a_host_keeps_its_pages_while_redis_has_nothing_to_say(hosts, monkeypatch):
    monkeypatch.setattr(redis_invalidation, "DISCONNECTED_SECONDS", 0)
    before = [host.current() for host in hosts]

    time.sleep(1)  # three pings

    assert [host.current() for host in hosts] == before
