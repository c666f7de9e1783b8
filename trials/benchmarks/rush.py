"""Many send requests at once to a site on the database that DATABASE_URL names; prints what came of it as JSON."""

import json
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles

from fault_trials import database
from fault_trials.mail_server import mail_server
from fault_trials.site import Site

from benchmarks.consultation_requests import CLIENTS, SECONDS
from benchmarks.crowd import Crowd
from benchmarks.nginx import is_here, map_for_gunicorn, nginx, server, site_configuration
from benchmarks.pairs import spread
from benchmarks.reader import read_for
from benchmarks.servers import free_port, listens

# A form that comes back sooner is taken for a robot's.
SECONDS_TO_FILL_IN = 3.5


def main(pairs):
    # Ends by the way of an exception, so that all that was started is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        mail = stack.enter_context(mail_server())
        site = stack.enter_context(Site(folder, mail.port))
        ports = {"gunicorn": site.port}
        if is_here():
            ports["nginx"] = start_nginx(Path(folder), site, stack)
        before = database.references(site)
        crowd, reads = rush(site.port, ports, pairs)
        print(json.dumps(outcome(crowd, database.references(site) - before) | {"reads": reads, "clients": CLIENTS}))


def start_nginx(folder, site, stack):
    site.manage("bake_pages", "--verbosity", "0")
    no_headers, port = folder / "no-headers.conf", free_port()
    no_headers.write_text("")
    parts = [map_for_gunicorn(), server(port, site_configuration(folder, no_headers, site.port))]
    stack.enter_context(nginx(folder / "nginx", parts)).wait_until(lambda: listens(port))
    return port


def rush(port, ports, pairs):
    """A quiet spell, a rush, a quiet spell, a rush; the page is read in each."""
    ratios, medians = {name: [] for name in ports}, {name: [] for name in ports}
    with Crowd(port, CLIENTS) as crowd:
        time.sleep(SECONDS_TO_FILL_IN)
        for number in range(pairs):
            name = list(ports)[number % len(ports)]
            quiet = read_for(ports[name], "localhost", SECONDS)
            with crowd.sending():
                busy = read_for(ports[name], "localhost", SECONDS)
            ratios[name].append(median(busy) / median(quiet))
            medians[name].append((median(quiet), median(busy)))
    return crowd, {name: of_reads(ratios[name], medians[name]) for name in ports}


def of_reads(ratios, medians):
    quiet, busy = zip(*medians, strict=True)
    return {"ratio": vars(spread(ratios)), "quiet_ms": median(quiet), "busy_ms": median(busy), "pairs": len(ratios)}


def outcome(crowd, stored):
    acknowledged = set(crowd.acknowledged)
    return {
        "database": database.name(),
        "acknowledged": len(acknowledged),
        "errors": sum(count for status, count in crowd.statuses.items() if status != "302"),
        "answers": dict(crowd.statuses),
        "lost": len(acknowledged - stored),
        "unclaimed": len(stored - acknowledged),
        "rate": len(crowd.acknowledged) / crowd.sending_seconds,
        "p50": median(crowd.milliseconds),
        "p99": quantiles(crowd.milliseconds, n=100)[98],
    }


if __name__ == "__main__":
    main(int(sys.argv[1]))
