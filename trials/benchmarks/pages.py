"""A published page on gunicorn beside bare WSGI, in other requests for it beside the plain one, and behind nginx."""

import json
from contextlib import contextmanager

from running_site.nginx import Nginx
from running_site.programs import free_port, listens
from running_site.site import Site
from running_site.staff import PAGE

from benchmarks.load import BROWSER, Target, compare, with_quartiles

PAIRS, SECONDS = 8, 2
BY_GUNICORN = {"server", "date", "connection"}
SAME = {"cpu": 1.05}


def measure():
    with Site(DATABASE_URL="") as site, plain_nginx(site) as nginx, bare(site) as (bare_port, bare_web):
        site.mail_worker.kill()
        gunicorn = Target("gunicorn", site.port, [site.web])
        through = Target("nginx", nginx.port, [site.web, nginx])
        print("| request | held against | requests/s | CPU each | requests/s, ms of CPU | beside | errors | goal |")
        print("|---|---|---|---|---|---|---|---|")
        plain = Target("bare WSGI", bare_port, [bare_web])
        row("plain", gunicorn, plain, {"rate": 0.95, "cpu": 1.1})
        row("plain", through, gunicorn, {"cpu": 0.1})
        for door in (gunicorn, through):
            etag = site.doors[0].ask("GET", gunicorn.path, BROWSER)[0].headers["ETag"]
            row("304", like(door, headers=(("If-None-Match", etag),)), door, {"cpu": 1})
            row("?utm_source=x", like(door, path=f"{door.path}?utm_source=x"), door, SAME)
            row("a foreign cookie", like(door, headers=(("Cookie", "_ga=GA1.1.1; seen=1"),)), door, SAME)
            row("HEAD", like(door, method="HEAD"), like(door, method="GET"), SAME)


def like(target, **otherwise):
    return Target(**vars(target) | otherwise)


def row(request, target, reference, goals):
    rate, cpu, medians, errors = compare(target, reference, PAIRS, SECONDS)
    is_met = rate[0] >= goals.get("rate", 0) and cpu[0] <= goals["cpu"] and not errors
    goal = ", ".join(f"{name} {'at least' if name == 'rate' else 'at most'} {bound}" for name, bound in goals.items())
    figures = "{:,.0f}, {:.3f} | {:,.0f}, {:.3f}".format(*medians)
    cells = [f"{request}, {target.name}", reference.name, with_quartiles(rate), with_quartiles(cpu), figures, errors]
    print("|", " | ".join(map(str, cells)), f"| {'met' if is_met else '**missed**'}: {goal} |", flush=True)


def plain_nginx(site):
    nginx = Nginx(site.data_dir / "nginx", site.data_dir, [site.port], with_tls=False)
    nginx.configure()
    (nginx.folder / "headers").write_text(site.said_by("nginx_headers"))
    return nginx


@contextmanager
def bare(site):
    """The same answer by gunicorn's own worker, which has no site to look after."""
    answer, body = site.doors[0].ask("GET", PAGE, BROWSER)
    headers = [header for header in answer.getheaders() if header[0].lower() not in BY_GUNICORN]
    (site.data_dir / "headers.json").write_text(json.dumps(headers))
    (site.data_dir / "body").write_bytes(body)
    port = free_port()
    command = ["-m", "gunicorn", "benchmarks.bare", "--worker-class", "gthread"]
    own = {"BARE": str(site.data_dir), "PORT": str(port), "PYTHONPATH": "trials"}
    with site.program(*command, is_up=lambda: listens(port), **own) as web:
        yield port, web
