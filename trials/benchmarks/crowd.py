"""People who send requests without a pause, from many addresses, and can be asked to wait."""

import secrets
import threading
import time
from collections import Counter
from contextlib import contextmanager

from fault_trials.visitor import Form, Visitor


class Crowd:
    def __init__(self, port, clients):
        self.visitors = [Visitor(port) for _ in range(clients)]
        self.milliseconds = []
        self.statuses = Counter()
        self.acknowledged = []
        self.sending_seconds = 0
        self._may_send = threading.Event()
        self._leaving = False
        self._at_rest = threading.Semaphore(0)
        self._threads = [threading.Thread(target=self._live, args=[visitor], daemon=True) for visitor in self.visitors]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *failure):
        self._leaving = True
        self._may_send.set()

    @contextmanager
    def sending(self):
        """Lasts until the last one was answered."""
        began = time.monotonic()
        self._may_send.set()
        yield
        self._may_send.clear()
        for _ in self._threads:
            self._at_rest.acquire()
        self.sending_seconds += time.monotonic() - began

    def _live(self, visitor):
        while not self._leaving:
            self._may_send.wait()
            while self._may_send.is_set() and not self._leaving:
                self._send(visitor)
            self._at_rest.release()

    def _send(self, visitor):
        # Another person each time: more than ten requests an hour from one address are suspected.
        visitor.address = "198.18.{}.{}".format(*secrets.token_bytes(2))
        began = time.monotonic()
        answer = visitor.send(Form())
        self.milliseconds.append(1000 * (time.monotonic() - began))
        self.statuses[str(answer.status)] += 1
        if answer.reference:
            self.acknowledged.append(answer.reference)
