"""Two that prepare the same site at once: one works, the other waits, and neither fails."""

import threading

import pytest
from django.db import connection

from clinic_site.management.commands import prepare as module
from clinic_site.management.commands.prepare import prepare_lock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _data_dir(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(module, "SECONDS_BETWEEN_TRIES", 0.01)


def work_at_once(number):
    """How many were at work together at most, and what those who waited were told."""
    at_work, most, told, lock = [], [], [], threading.Lock()
    all_here = threading.Barrier(number)

    def work():
        all_here.wait()
        try:
            with prepare_lock(told.append):
                with lock:
                    at_work.append(1)
                    most.append(len(at_work))
                with lock:
                    at_work.pop()
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return most, told


def test_one_works_at_a_time():
    most, _ = work_at_once(5)

    assert most == [1] * 5


def test_machines_that_share_a_database_wait_for_each_other(monkeypatch):
    """Each has its own DATA_DIR, so that the file says nothing."""
    if connection.vendor == "postgresql":
        monkeypatch.setattr(module, "lock_file", lambda file: True)
    most, _ = work_at_once(5)

    assert most == [1] * 5


def test_whoever_waits_is_told():
    told, entered, may_leave = [], threading.Event(), threading.Event()

    def work():
        with prepare_lock(told.append):
            entered.set()
            may_leave.wait(30)
        connection.close()

    first = threading.Thread(target=work)
    first.start()
    entered.wait(30)

    def told_and_let_go(words):
        told.append(words)
        may_leave.set()

    with prepare_lock(told_and_let_go):
        pass
    first.join()

    assert told == ["Another prepare is at work; waiting for it ..."]
