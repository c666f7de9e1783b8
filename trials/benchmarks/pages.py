"""A published page on gunicorn beside bare WSGI, behind nginx, and in other requests for it beside the plain one."""

import json
from contextlib import contextmanager
from dataclasses import replace

from running_site.nginx import Nginx
from running_site.programs import free_port, listens
from running_site.site import Site
from running_site.staff import PAGE

from benchmarks.load import BROWSER, Target, compare, with_quartiles

PAIRS, SECONDS = 8, 2
BY_GUNICORN = {"server", "date", "connection"}


def measure():
    with Site(DATABASE_URL="") as site, bare(site) as least:
        site.mail_worker.kill()
        with site.put_behind(Nginx(site.data_dir / "nginx", with_tls=False)) as nginx:
            print("| request | held against | requests/s | CPU each | requests/s, ms of CPU | of the other | goal |")
            print("|---|---|---|---|---|---|---|")
            gunicorn = Target("gunicorn", site.port, [site.web])
            row("plain", gunicorn, least, most_cpu=1.1, least_rate=0.95)
            behind = Target("nginx", nginx.port, [site.web, nginx])
            row("plain", behind, gunicorn, most_cpu=0.1)
            etag = site.doors[0].ask("GET", PAGE, BROWSER)[0].headers["ETag"]
            for door in (gunicorn, behind):
                row("304", replace(door, headers=(("If-None-Match", etag),)), door, most_cpu=1)
                row("?utm_source=x", replace(door, path=f"{PAGE}?utm_source=x"), door)
                row("a foreign cookie", replace(door, headers=(("Cookie", "_ga=GA1.1.1; seen=1"),)), door)
                row("HEAD", replace(door, method="HEAD"), replace(door, method="GET"))


def row(request, target, reference, most_cpu=1.05, least_rate=0):
    rate, cpu, medians = compare(target, reference, PAIRS, SECONDS)
    verdict = "met" if rate[0] >= least_rate and cpu[0] <= most_cpu else "**missed**"
    goal = f"{verdict}: CPU at most {most_cpu}" + (f", rate at least {least_rate}" if least_rate else "")
    figures = "{:,.0f}, {:.3f} | {:,.0f}, {:.3f}".format(*medians)
    cells = [f"{request}, {target.name}", reference.name, with_quartiles(rate), with_quartiles(cpu), figures, goal]
    print("|", " | ".join(cells), "|", flush=True)


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
