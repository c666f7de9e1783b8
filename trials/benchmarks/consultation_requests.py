"""Consultation requests: many people send theirs at the same moment, while others read pages."""

import json
import os
import subprocess
import sys

from benchmarks.servers import ROOT

CLIENTS = 64
PAIRS = 12
SECONDS = 3
STARTING = 30


def lasts(options):
    return len(databases()) * (STARTING + pairs(options) * (2 * SECONDS + 2))


def pairs(options):
    return max(2, min(PAIRS, options.triples))


def databases():
    """SQLite, and PostgreSQL where trials/benchmark started one."""
    return [url for url in ("", os.environ.get("POSTGRESQL_URL")) if url is not None]


def measure(options):
    """Each database in a process of its own: the trials read its address once, when they are imported."""
    return {"databases": [say(rush_on(url, pairs(options))) for url in databases()]}


def say(found):
    print("  {database}: {rate:.0f} requests/s, {lost} lost, {errors} errors".format(**found))
    for door, read in found["reads"].items():
        print(f"    page by {door}: {read['quiet_ms']:.1f} ms, in the rush {read['busy_ms']:.1f} ms", flush=True)
    return found


def rush_on(url, pairs):
    command = [sys.executable, "-m", "benchmarks.rush", str(pairs)]
    environment = os.environ | {"DATABASE_URL": url}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as rush:
        try:
            printed = rush.communicate()[0]
        finally:
            rush.terminate()  # which it answers by stopping what it started
    if rush.returncode:
        raise SystemExit("The requests could not be measured; the lines above say why.")
    return json.loads(printed)
