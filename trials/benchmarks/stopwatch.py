"""What one thing costs this process, and what it asks of the database.

CPU time, because it is the same however busy the machine is. With SQLite it holds the work of the database as well.
"""

import sys
import time
from dataclasses import dataclass
from statistics import median

TIMES = 9


@dataclass(frozen=True)
class Taken:
    milliseconds: float
    queries: int


def take(do, before=lambda: None):
    """The median of TIMES runs; what `before` does each time is not counted. The first run is for warming up."""
    before()
    do()
    return Taken(median(timed(do, before) for _ in range(TIMES)), queries_of(do, before))


def timed(do, before):
    before()
    began = time.process_time()
    do()
    return (time.process_time() - began) * 1000


def queries_of(do, before):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    before()
    with CaptureQueriesContext(connection) as captured:
        do()
    return len(captured)


def take_all(things):
    """`things` has what to do by its name, or a pair: what to do, and what to do before."""
    found = {}
    for name, thing in things.items():
        found[name] = take(*thing) if isinstance(thing, tuple) else take(thing)
        print(f"  {name}: {found[name].milliseconds:.3g} ms", file=sys.stderr, flush=True)
    return found
