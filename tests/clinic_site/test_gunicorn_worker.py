"""Who gets a thread of the web server, and when."""

import logging
import selectors
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from gunicorn.arbiter import Arbiter
from gunicorn.config import Config

from clinic_site.http.gunicorn_worker import GunicornWorker


@pytest.fixture
def worker():
    """One that stands where gunicorn's has just begun its loop, and remembers who was given a thread."""
    worker = GunicornWorker(1, 1, [], None, 60, Config(), logging.getLogger("gunicorn.error"))
    worker.tpool, worker.poller = ThreadPoolExecutor(1), selectors.DefaultSelector()
    worker.method_queue.init()
    worker.given_a_thread = []
    worker.handle = worker.given_a_thread.append
    yield worker
    worker.tpool.shutdown()
    worker.poller.close()
    worker.method_queue.close()


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


def connection_accepted_by(worker, listener):
    with socket.create_connection(listener.getsockname()):
        worker.accept(listener)
        worker.tpool.shutdown(wait=True)


def test_a_silent_connection_gets_no_thread(worker, listener):
    connection_accepted_by(worker, listener)

    assert worker.given_a_thread == []
    assert len(worker.pending_conns) == 1


def test_whoever_comes_in_as_the_worker_is_told_to_end_is_answered(worker, listener):
    worker.handle_exit(None, None)

    connection_accepted_by(worker, listener)

    assert len(worker.given_a_thread) == 1


def test_a_worker_does_not_start_on_an_older_schema(worker, monkeypatch, caplog):
    monkeypatch.setattr("gunicorn.workers.base.Worker.load_wsgi", lambda self: None)
    monkeypatch.setattr("contact.backup.restore.reason_not_to_start", lambda: "Run prepare.")

    with pytest.raises(SystemExit) as end:
        worker.load_wsgi()

    assert end.value.code == Arbiter.WORKER_BOOT_ERROR
    assert "The site does not start. Run prepare." in caplog.text
