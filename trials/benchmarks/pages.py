"""A published page on gunicorn beside bare WSGI, behind nginx, and in other requests for it beside the plain one.

Readers without a pause over 16 connections. The two that are compared run in turn, so that what else runs slows both.
"""

import json
import re
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from statistics import median, quantiles

from running_site.programs import NAME
from running_site.site import Site
from running_site.staff import PAGE
from running_site.verdict import end_in_order

from tests.builders.nginx import free_port, listens

PAIRS, SECONDS, CONNECTIONS = 8, 2, 16
BROWSER = {"Host": NAME, "Accept-Encoding": "gzip, deflate, br", "X-Forwarded-Proto": "https"}
# wrk would wait for the body of a HEAD. ab writes HTTP/1.0, so it is compared with itself.
AB = ("ab", "-q", "-k", f"-c{CONNECTIONS}", f"-t{SECONDS}", "-n10000000")
BY_GUNICORN = {"server", "date", "connection"}


@dataclass
class Target:
    """What is asked, and the programs whose processor time it takes."""

    name: str
    port: int
    programs: list
    path: str = PAGE
    headers: tuple = ()
    command: tuple = ("wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s")

    def run(self):
        """Requests a second, and milliseconds of CPU each."""
        before = self.cpu_when_idle()
        headers = [
            part for name, value in (BROWSER | dict(self.headers)).items() for part in ("-H", f"{name}: {value}")
        ]
        command = [*self.command, *headers, f"http://127.0.0.1:{self.port}{self.path}"]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        assert not re.search("Socket errors|Non-2xx", said), f"Errors at {self.name}:\n{said}"
        requests = int(re.sub(r"\D", "", re.search(r"\d+ requests in|Complete requests: +\d+", said)[0]))
        return requests / SECONDS, 1000 * (self.cpu_seconds() - before) / requests

    def cpu_when_idle(self):
        """A slow server still works on what nobody waits for any more."""
        used, now = None, self.cpu_seconds()
        while now != used:
            time.sleep(0.05)
            used, now = now, self.cpu_seconds()
        return now

    def cpu_seconds(self):
        return sum(program.cpu_seconds() for program in self.programs)


def measure(site, least):
    print("| request | held against | requests/s | CPU each | requests/s, ms of CPU | of the other | goal |")
    print("|---|---|---|---|---|---|---|")
    gunicorn = Target("gunicorn", site.port, [site.web])
    row("plain", gunicorn, least, most_cpu=1.1, least_rate=0.95)
    behind = Target("nginx", site.nginx.port, [site.web, site.nginx])
    cpu = row("plain", behind, gunicorn, most_cpu=0.1)
    etag = site.doors[0].ask("GET", PAGE, BROWSER)[0].headers["ETag"]
    for door in (gunicorn, behind):
        row("304", replace(door, headers=(("If-None-Match", etag),)), door, most_cpu=1)
        row("?utm_source=x", replace(door, path=f"{PAGE}?utm_source=x"), door)
        row("a foreign cookie", replace(door, headers=(("Cookie", "_ga=GA1.1.1; seen=1"),)), door)
        row("HEAD", replace(door, command=(*AB, "-i")), replace(door, command=AB))
    print(f"\nA second of CPU answers {spread([1 / ratio for ratio in cpu])} times as many requests with nginx.")


def row(request, target, reference, most_cpu=1.05, least_rate=0):
    """In turn, after one pair for warming up. Gives the ratios of CPU."""
    runs = [(target.run(), reference.run()) for _ in range(PAIRS + 1)][1:]
    rate, cpu = ([ours[number] / theirs[number] for ours, theirs in runs] for number in (0, 1))
    verdict = "met" if median(rate) >= least_rate and median(cpu) <= most_cpu else "**missed**"
    goal = f"{verdict}: CPU at most {most_cpu}" + (f", rate at least {least_rate}" if least_rate else "")
    figures = ["{:,.0f}, {:.3f}".format(*map(median, zip(*side, strict=True))) for side in zip(*runs, strict=True)]
    print(
        "|", " | ".join([f"{request}, {target.name}", reference.name, spread(rate), spread(cpu), *figures, goal]), "|"
    )
    return cpu


def spread(values):
    """The median and the quartiles."""
    lower, _, upper = quantiles(values, n=4, method="inclusive")
    return f"{median(values):.3g} ({lower:.3g} to {upper:.3g})"


@contextmanager
def bare(site):
    """The same answer by gunicorn's own worker, which has no site to look after."""
    site.doors[0].read(PAGE)
    answer, body = site.doors[0].ask("GET", PAGE, BROWSER)
    headers = [header for header in answer.getheaders() if header[0].lower() not in BY_GUNICORN]
    (site.data_dir / "headers.json").write_text(json.dumps(headers))
    (site.data_dir / "body").write_bytes(body)
    port = free_port()
    command = ["-m", "gunicorn", "benchmarks.bare", "--worker-class", "gthread"]
    own = {"BARE": str(site.data_dir), "PORT": str(port), "PYTHONPATH": "trials"}
    with site.program(*command, is_up=lambda: listens(port), **own) as web:
        yield Target("bare WSGI", port, [web])


if __name__ == "__main__":
    end_in_order()
    with Site(with_nginx=True, with_tls=False) as site, bare(site) as least:
        site.mail_worker.kill()
        measure(site, least)
