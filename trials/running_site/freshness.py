"""Something is changed, and everybody reads at once, at every door: how many saw old pages, and for how long."""

import time
from collections import Counter
from contextlib import contextmanager
from threading import Event, Thread

from running_site.staff import PAGE
from running_site.verdict import Verdict

# So often in a row a page is new before nobody waits for an old one any more: any worker may answer.
IN_A_ROW = 12
SECONDS_TO_BECOME_NEW = 15


def read_after(fault, change, goals, times=10, reads=20):
    """`goals` says for each door for how many seconds after a change an old page may be shown there."""
    seen, oldest = Counter(), dict.fromkeys(goals, 0)
    for _ in range(times):
        for door, is_new, age in read_everywhere(change(), goals, reads):
            seen[door, is_new] += 1
            oldest[door] = max(oldest[door], 0 if is_new else age)
    remark, verdict = [], Verdict(fault, acknowledged=times)
    for door, most in goals.items():
        old = seen[door, False]
        remark.append(f"{door.name}: {old} old of {old + seen[door, True]}, the last {oldest[door]:.2f} s after")
        # Without a second to spare, none may be old at all.
        verdict.must(oldest[door] <= most if most else not old, f"{door.name} was old")
        verdict.answers += Counter({"new": seen[door, True], "old": old})
    verdict.remark = "; ".join(remark)
    return verdict


def read_everywhere(is_new, doors, reads):
    changed, row, rounds = time.monotonic(), Counter(), 0
    while rounds < reads or (min(row[door] for door in doors) < IN_A_ROW and since(changed) < SECONDS_TO_BECOME_NEW):
        rounds += 1
        for door in doors:
            age = since(changed)
            found = is_new(door)
            row[door] = row[door] + 1 if found else 0
            yield door, found, age


def since(moment):
    return time.monotonic() - moment


@contextmanager
def readers(door, number=2):
    """Who read without a pause, so that pages are rendered during a publish. Gives the statuses that they saw."""
    statuses, leaving = Counter(), Event()

    def read_on():
        while not leaving.is_set():
            statuses[door.status(PAGE)] += 1

    threads = [Thread(target=read_on) for _ in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield statuses
    finally:
        leaving.set()
        for thread in threads:
            thread.join()
