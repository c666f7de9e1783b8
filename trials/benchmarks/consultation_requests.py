"""Many people send requests at the same moment, while others read a page; both beside quiet spells."""

import time
from concurrent.futures import ProcessPoolExecutor
from statistics import median, quantiles

from running_site.site import Site
from running_site.staff import PAGE
from running_site.verdict import judge
from running_site.visitors import Crowd

from benchmarks.load import spread, with_quartiles

CLIENTS, PAIRS, SECONDS = 64, 6, 3
# A form that comes back sooner is taken for a robot's.
SECONDS_TO_FILL_IN = 3.5
PAUSE = 0.05
MOST_SLOWED = 1.5


def measure():
    # A process of its own, so that what it sees is not slowed by who sends.
    with ProcessPoolExecutor(1) as reader, Site(with_nginx=True) as site:
        reader.submit(time.sleep, 0).result()
        crowd, reads = Crowd(site, CLIENTS, doors=site.doors[:1]), {door: [] for door in site.doors}
        time.sleep(SECONDS_TO_FILL_IN)
        began = time.monotonic()
        for door in site.doors * PAIRS:
            quiet = reader.submit(read, door).result()
            with crowd:
                reads[door].append((quiet, reader.submit(read, door).result()))
        rate = len(crowd.acknowledged) / (time.monotonic() - began - SECONDS * len(site.doors) * PAIRS)
        middle, slow = median(crowd.seconds), quantiles(crowd.seconds, n=100)[98]
        remark = f"{CLIENTS} clients, {rate:.0f} requests/s, p50 {1000 * middle:.0f} ms, p99 {1000 * slow:.0f} ms"
        print(site.database.name, judge("a rush", crowd, {302}, remark))
    for door, pairs in reads.items():
        ratio = spread([busy / quiet for quiet, busy in pairs])
        waits = "{:.1f} ms quiet, {:.1f} ms in the rush".format(*(median(side) for side in zip(*pairs, strict=True)))
        verdict = "met" if ratio[0] <= MOST_SLOWED else "missed"
        print(
            f"page by {door.name}: {waits}, {with_quartiles(ratio)} times, {verdict}: at most {MOST_SLOWED}", flush=True
        )


def read(door):
    """The median of milliseconds over connections of their own."""
    times, ends = [], time.monotonic() + SECONDS
    while time.monotonic() < ends:
        began = time.monotonic()
        assert door.status(PAGE) == 200
        times.append(1000 * (time.monotonic() - began))
        time.sleep(PAUSE)
    return median(times)
