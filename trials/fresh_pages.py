"""Publishes while people read, and counts who was shown old words after a publish: fresh_pages.py [publishes] [reads].

Through gunicorn none may be old, through nginx none older than a second, and none older than three seconds at another
host and behind the nginx of both, which there are on PostgreSQL. Then, how long the first reader waits after a publish.
DATA_DIR may name a folder to begin with. Called by trials/fresh_pages.
"""

import os
import sys
import time
from contextlib import ExitStack
from statistics import median

from running_site import staff
from running_site.database import POSTGRESQL
from running_site.freshness import read_after
from running_site.programs import Nginx
from running_site.site import ManyHosts, Site
from running_site.verdict import end_in_order
from running_site.visitors import Door

PICTURES, TIMES = 8, 10


def doors_and_goals(site, stack):
    if not POSTGRESQL:
        return dict(zip(site.doors, (0, 1), strict=True))
    alone = stack.enter_context(Nginx(site.hosts[0].data_dir, [site.hosts[0].port]))
    here, there, both = site.doors
    return {here: 0, Door(alone.port, f"nginx of {here.name}", is_nginx=True): 1, there: 3, both: 3}


def milliseconds(door, pictures=0):
    """How long whoever comes first after a publish waits."""
    is_new = staff.change_the_page(pictures)
    began = time.monotonic()
    assert is_new(door)
    return 1000 * (time.monotonic() - began)


def first_readers(door):
    waits = [(milliseconds(door), milliseconds(door, PICTURES)) for _ in range(TIMES + 1)][1:]
    plain, with_pictures = (median(side) for side in zip(*waits, strict=True))
    ratio = median(more / less for less, more in waits)
    print(f"The first reader after a publish waits {plain:.0f} ms, at most {max(less for less, _ in waits):.0f} ms.")
    print(f"If the page has {PICTURES} new pictures, {with_pictures:.0f} ms: {ratio:.2f} times as long.")


if __name__ == "__main__":
    end_in_order()
    publishes, reads = map(int, sys.argv[1:] or (200, 20))
    with ManyHosts() if POSTGRESQL else Site(os.environ.get("DATA_DIR"), with_nginx=True) as site, ExitStack() as stack:
        staff.come_to_work(site)
        goals = doors_and_goals(site, stack)
        verdict = read_after("a page is published", staff.change_the_page, goals, publishes, reads)
        print(verdict)
        if publishes >= TIMES:
            first_readers(site.doors[0])
    sys.exit(bool(verdict.wrong))
