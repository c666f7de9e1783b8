"""Many visitors at once, who remember what was acknowledged and what was not."""

import threading
import time
from collections import Counter
from itertools import cycle

from fault_trials.visitor import NO_ANSWER, Form


class Crowd:
    """Sends while its `with` block lasts."""

    def __init__(self, site, visitors=8):
        self.visitors = [site.visitor() for _ in range(visitors)]
        self.statuses = Counter()
        self.acknowledged = []
        self.unanswered = []
        self._leaving = threading.Event()
        self._threads = [threading.Thread(target=self._send_on, args=[visitor]) for visitor in self.visitors]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *failure):
        self._leaving.set()
        for thread in self._threads:
            thread.join()

    def send_again(self):
        """Every form that was not acknowledged, with the key it had: what was stored must give the same reference."""
        again, self.unanswered = self.unanswered, []
        for form, visitor in zip(again, cycle(self.visitors), strict=False):
            self._send(visitor, form)

    def _send_on(self, visitor):
        while not self._leaving.is_set():
            if self._send(visitor, Form()) == NO_ANSWER:
                time.sleep(0.05)

    def _send(self, visitor, form):
        answer = visitor.send(form)
        self.statuses[answer.status] += 1
        if answer.reference:
            self.acknowledged.append(answer.reference)
        else:
            self.unanswered.append(form)
        return answer.status
