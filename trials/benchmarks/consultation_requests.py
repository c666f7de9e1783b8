"""Many people send requests at the same moment, while others read a page; both beside quiet spells."""

import time
from concurrent.futures import ProcessPoolExecutor
from statistics import median, quantiles

from running_site import database
from running_site.site import Site
from running_site.staff import PAGE
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
        crowd, sending = Crowd(site, CLIENTS, doors=site.doors[:1]), 0
        time.sleep(SECONDS_TO_FILL_IN)
        reads = {door: [] for door in site.doors}
        for door in site.doors * PAIRS:
            quiet = reader.submit(read, door).result()
            began = time.monotonic()
            with crowd:
                busy = reader.submit(read, door).result()
            sending += time.monotonic() - began
            reads[door].append((quiet, busy))
        report(crowd, sending, reads)


def read(door):
    """The median of milliseconds over connections of their own."""
    times, ends = [], time.monotonic() + SECONDS
    while time.monotonic() < ends:
        began = time.monotonic()
        assert door.status(PAGE) == 200
        times.append(1000 * (time.monotonic() - began))
        time.sleep(PAUSE)
    return median(times)


def report(crowd, sending, reads):
    acknowledged, stored = set(crowd.acknowledged), crowd.site.database.references() - crowd.before
    errors = sum(count for status, count in crowd.statuses.items() if status != 302)
    wait = [1000 * seconds for seconds in (median(crowd.seconds), quantiles(crowd.seconds, n=100)[98])]
    print(f"{database.name()}: {len(acknowledged)} acknowledged from {CLIENTS} clients, {errors} errors, ", end="")
    print(
        f"{len(acknowledged - stored)} lost, {len(acknowledged) / sending:.0f}/s, p50 {wait[0]:.0f}, p99 {wait[1]:.0f} ms"
    )
    for door, pairs in reads.items():
        quiet, busy = (median(side) for side in zip(*pairs, strict=True))
        ratio = spread([busy / quiet for quiet, busy in pairs])
        verdict = "met" if ratio[0] <= MOST_SLOWED else "missed"
        print(f"page by {door.name}: {quiet:.1f} ms quiet, {busy:.1f} ms in the rush, ", end="")
        print(f"ratio {with_quartiles(ratio)}, {verdict}: at most {MOST_SLOWED}", flush=True)
