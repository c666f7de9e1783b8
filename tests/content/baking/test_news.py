"""Several web hosts: when one publishes, the others hand out nothing old any more, before the editor is answered."""

import shutil
import socket
import subprocess
import threading
import time

import pytest

from content.baking import news
from content.baking.generation import Generations

SECONDS_TO_START = 10


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory):
    """A Redis of our own, which script/test installed."""
    program = shutil.which("redis-server")
    assert program, "No redis-server: install it (Debian: apt install redis-server)."
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", tmp_path_factory.mktemp("r")]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    yield f"redis://127.0.0.1:{port}/0"
    server.terminate()
    server.wait()


@pytest.fixture
def hosts(redis_url, settings, tmp_path):
    """Two other hosts that listen, each with its folder of baked pages."""
    settings.REDIS_URL = redis_url
    wait_for_redis()
    hosts = [Generations(tmp_path / name) for name in ("second", "third")]
    for host in hosts:
        host.begin("release")
        news.listen_for_other_hosts(host.begin)
    wait_until(lambda: news.connect().pubsub_numsub(news.CHANNEL)[0][1] >= len(hosts))
    return hosts


def wait_for_redis():
    def answers():
        try:
            return news.connect().ping()
        except Exception:  # not there yet
            return False

    wait_until(answers)


def wait_until(holds):
    ends = time.monotonic() + SECONDS_TO_START
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.02)


def test_every_host_has_begun_anew_when_the_telling_is_over(hosts):
    for _ in range(20):
        before = [host.current() for host in hosts]

        news.tell_other_hosts()

        assert all(host.current() != old for host, old in zip(hosts, before, strict=True))


def test_a_site_goes_on_without_redis(settings, caplog):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    news.tell_other_hosts()

    assert "could not be told" in caplog.text


def test_a_host_that_heard_nothing_for_a_while_begins_anew(settings, monkeypatch):
    """What was said meanwhile is lost, so whatever it has may be old."""
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    begun, heard = threading.Event(), []

    def hear(begin):
        heard.append(begin)
        if len(heard) == 1:
            raise ConnectionError
        begin()
        threading.Event().wait()

    monkeypatch.setattr(news, "hear", hear)
    monkeypatch.setattr(news, "PAUSE", 0)
    news.listen_for_other_hosts(begun.set)

    assert begun.wait(SECONDS_TO_START)
