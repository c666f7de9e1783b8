"""What more pages and more requests cost, measured in a process and a site of its own.

    cd script && ../.venv/bin/python -m benchmarks.growth

DATABASE_URL may name an empty PostgreSQL database; without it the site is kept in SQLite.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What a new site has, and more.
PAGES = [22, 500, 5_000]
REQUESTS = [100, 10_000, 100_000]


def lasts(options):
    """Seconds."""
    return 600


def measure(options):
    return {"rows": rows()}


def rows():
    """A dict for each thing that was done, with its milliseconds of CPU and its queries at each size."""
    whole = [sys.executable, "-m", "benchmarks.growth", "--json"]
    return json.loads(subprocess.run(whole, cwd=ROOT / "trials", check=True, stdout=subprocess.PIPE).stdout)


def measure_all(pages=PAGES, requests=REQUESTS):
    with tempfile.TemporaryDirectory() as folder:
        prepare_site(folder)
        from benchmarks.growing_pages import at_each_size as pages_at_each_size
        from benchmarks.growing_requests import at_each_size as requests_at_each_size

        return [*table_of("pages", pages_at_each_size(pages)), *table_of("requests", requests_at_each_size(requests))]


def prepare_site(folder):
    os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "clinic_site.settings.local"}
    sys.path.insert(0, str(ROOT))
    import django

    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    django.setup()
    import logging

    logging.disable(logging.WARNING)


def table_of(kind, found):
    """`found` has for each size what each thing took. Ratios are to the smallest size."""
    sizes = list(found)
    for what in found[sizes[0]]:
        taken = [found[size][what] for size in sizes]
        least = taken[0].milliseconds
        yield {
            "what": what,
            "at": f"{', '.join(f'{size:,}' for size in sizes)} {kind}",
            "milliseconds of CPU": " / ".join(f"{one.milliseconds:.3g}" for one in taken),
            "ratio": " / ".join(f"{one.milliseconds / least:.2f}" for one in taken),
            "queries": " / ".join(str(one.queries) for one in taken),
        }


def print_table(found):
    lines = [list(found[0]), *([str(value) for value in row.values()] for row in found)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


if __name__ == "__main__":
    if "--json" in sys.argv:
        json.dump(measure_all(), sys.stdout)
    else:
        print_table(measure_all())
