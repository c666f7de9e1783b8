"""Something is changed, and everybody reads: how many saw old pages, and for how long."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from running_site.staff import PAGE
from running_site.verdict import Verdict

# So often in a row a page is new before nobody waits for an old one any more: any worker may answer.
IN_A_ROW = 12
SECONDS_TO_BECOME_NEW = 15


def read_after(fault, change, goals, times=10, reads=20):
    """`goals` says for each door for how many seconds after a change an old page may be shown there.

    The change is made at the first, where it may not be shown at all.
    """
    seen, oldest, verdict = Counter(), dict.fromkeys(goals, 0), Verdict(fault, acknowledged=times)
    with readers(*goals):
        for _ in range(times):
            for door, is_new, age in read_everywhere(change(), *goals, reads=reads):
                seen[door, is_new] += 1
                oldest[door] = max(oldest[door], 0 if is_new else age)
    for door, most in goals.items():
        old = seen[door, False]
        verdict.remark += f"{door.name}: {old} old of {old + seen[door, True]}, the last {oldest[door]:.2f} s after. "
        verdict.must(oldest[door] <= most if most else not old, f"{door.name} was old")
        verdict.answers += Counter({"new": seen[door, True], "old": old})
    return verdict


def read_everywhere(is_new, first, *others, reads):
    """Many at once at the first door, and meanwhile one at each of the others until it is new."""
    changed = time.monotonic()
    with ThreadPoolExecutor(reads + len(others)) as pool:
        waiting = [pool.submit(read_until_new, is_new, door, changed) for door in others]
        for found in pool.map(is_new, [first] * reads):
            yield first, found, time.monotonic() - changed
        for reading in waiting:
            yield from reading.result()


def read_until_new(is_new, door, changed):
    found, age, row = [], 0, 0
    while row < IN_A_ROW and age < SECONDS_TO_BECOME_NEW:
        age = time.monotonic() - changed
        found.append((door, is_new(door), age))
        row = row + 1 if found[-1][1] else 0
    return found


@contextmanager
def readers(*doors):
    """Who read without a pause, so that pages are rendered during a publish. Gives the statuses that they saw."""
    statuses, leaving = Counter(), []

    def read_on(door):
        while not leaving:
            statuses[door.status(PAGE)] += 1

    with ThreadPoolExecutor(len(doors)) as pool:
        pool.map(read_on, doors)
        try:
            yield statuses
        finally:
            leaving.append(True)
