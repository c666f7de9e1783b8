"""Runs the parts that are named, or all, and writes down what they found."""

import signal
import sys
import time
from pathlib import Path

from benchmarks import consultation_requests, growth, lighthouse, pages
from benchmarks.options import read_options
from benchmarks.peers.debian import install_peers
from benchmarks.record import Record
from benchmarks.report import write_report

# How long a part lasts, in seconds, and what it does.
LASTS = {
    "pages": pages.lasts,
    "requests": consultation_requests.lasts,
    "growth": growth.lasts,
    "lighthouse": lighthouse.lasts,
}
MEASURE = {
    "pages": pages.measure,
    "requests": consultation_requests.measure,
    "growth": growth.measure,
    "lighthouse": lighthouse.measure,
}


def main(words):
    # Ends by the way of an exception, so that all that was started is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    options = read_options(words)
    if options.peers:
        install_peers()
    record = Record(Path(options.report) / "benchmarks.json")
    whole = sum(LASTS[part](options) for part in options.parts)
    print(f"{', '.join(options.parts)}: about {minutes(whole)} on 2 cores.", flush=True)
    for part in options.parts:
        print(f"{part}: about {minutes(LASTS[part](options))}", flush=True)
        began = time.monotonic()
        found = MEASURE[part](options)
        if found:
            record.keep(part, found, time.monotonic() - began)
            write_report(record, Path(options.report) / "benchmarks.md")


def minutes(seconds):
    return f"{seconds / 60:.1f} minutes"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
