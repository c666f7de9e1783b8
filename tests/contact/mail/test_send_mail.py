"""The worker as a whole: its duties are not behind a mail server that hangs, and it ends when it is told to."""

import threading
import time
from unittest import mock

import pytest
from django.core.cache import cache

from contact.management.commands import send_mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(monkeypatch):
    """A worker with its work taken away; a test puts in what it is about."""
    for name in ("publish_scheduled", "unassign_idle_requests", "queue_daily_digest", "forget_old"):
        monkeypatch.setattr(send_mail, name, lambda: None)
    monkeypatch.setattr(send_mail, "send_due_mail", lambda stopping: 0)
    monkeypatch.setattr(send_mail, "close_old_connections", lambda: None)
    # They ask the database, which a thread beside the test's transaction cannot.
    monkeypatch.setattr(send_mail.clock, "reset_future_mail", lambda: None)
    monkeypatch.setattr(send_mail, "correct_future_dates", lambda: None)
    monkeypatch.setattr(send_mail.clock, "is_believed", lambda: True)
    monkeypatch.setattr(send_mail.rollback_protection, "save", lambda: None)
    command = send_mail.Command()
    command.stopping = threading.Event()
    return command


def test_a_page_is_published_while_a_mail_server_hangs(worker, monkeypatch):
    hangs, published, left = threading.Event(), threading.Event(), threading.Event()
    monkeypatch.setattr(send_mail, "send_due_mail", lambda stopping: (hangs.set(), left.wait(30)))
    monkeypatch.setattr(send_mail, "publish_scheduled", lambda: hangs.wait(30) and published.set())
    working = threading.Thread(target=worker.work_until_stopped)
    working.start()

    assert published.wait(30)

    worker.stopping.set()
    left.set()
    working.join()


def test_it_ends_within_seconds_though_a_mail_server_hangs(worker, monkeypatch):
    hangs, left = threading.Event(), threading.Event()
    monkeypatch.setattr(send_mail, "send_due_mail", lambda stopping: (hangs.set(), left.wait(60)))
    working = threading.Thread(target=worker.work_until_stopped)
    working.start()
    hangs.wait(30)
    began = time.monotonic()

    worker.stopping.set()
    working.join()

    left.set()
    assert time.monotonic() - began < send_mail.SECONDS_TO_FINISH + 3


def test_a_mail_in_its_hands_is_finished_first(worker, monkeypatch):
    begun, finished = threading.Event(), []
    monkeypatch.setattr(
        send_mail, "send_due_mail", lambda stopping: (begun.set(), stopping.wait(30), finished.append(True))
    )
    working = threading.Thread(target=worker.work_until_stopped)
    working.start()
    begun.wait(30)

    worker.stopping.set()
    working.join()

    assert finished == [True]


@pytest.mark.parametrize("broken", ["publish_scheduled", "queue_daily_digest"])
def test_a_duty_that_fails_stops_no_other(worker, monkeypatch, caplog, broken):
    def failing():
        raise ValueError("private words")

    done = []
    monkeypatch.setattr(send_mail, broken, failing)
    monkeypatch.setattr(send_mail, "forget_old", lambda: done.append(True))

    worker.run_tasks()

    assert done == [True]
    assert "failing failed (ValueError)" in caplog.text
    assert "private words" not in caplog.text


def test_of_two_workers_one_publishes_in_any_minute():
    cache.clear()

    with mock.patch.object(send_mail, "call_command") as command:
        send_mail.publish_scheduled()
        send_mail.publish_scheduled()

    command.assert_called_once_with("publish_scheduled", verbosity=0)
