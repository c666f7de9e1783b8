"""One web host ends without warning while forms come in and pages are read, all through nginx."""

import threading
import time
from collections import Counter

from fault_trials import database
from fault_trials.crowd import Crowd
from fault_trials.verdict import judge

from host_trials import editor
from host_trials.freshness import says

ROUNDS = 3
SECONDS = 4


class Reader:
    """Reads through nginx while its `with` block lasts."""

    def __init__(self, door):
        self.door = door
        self.statuses = Counter()
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self._read_on)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *failure):
        self._leaving.set()
        self._thread.join()

    def _read_on(self):
        while not self._leaving.is_set():
            try:
                status, _ = self.door.read(editor.ADDRESS)
            except OSError:
                status = "no answer"
            self.statuses[status] += 1
            time.sleep(0.02)


def a_host_dies(site):
    site.lead_all_to(site.nginx_door)
    for number in range(1, ROUNDS + 1):
        yield one_round(site, number)
    site.lead_all_to(*site.doors)


def one_round(site, number):
    host, door = site.hosts[number % 2], site.doors[number % 2]
    before = database.references(site)
    with Reader(site.nginx_door) as reader, Crowd(site) as crowd:
        time.sleep(SECONDS)
        site.kill_web(host)
        time.sleep(SECONDS)
        words = editor.change_the_page()
        host.start_web()
        is_new = [says(door, words) for _ in range(10)]
        time.sleep(SECONDS)
    crowd.send_again()
    remark = f"{reader.statuses[200]} pages were read meanwhile"
    verdict = judge(f"kill -9 of {door.name} behind nginx, round {number}", site, before, crowd, {302}, remark)
    verdict.wrong += [] if all(is_new) else [f"{is_new.count(False)} old pages after its return"]
    verdict.wrong += [] if set(reader.statuses) == {200} else [f"pages: {dict(reader.statuses)}"]
    return verdict
