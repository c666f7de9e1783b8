"""Readers without a pause, by wrk, who keep their connections."""

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import cpu_seconds

SCRIPT = Path(__file__).with_name("load.lua")
CONNECTIONS = 16


@dataclass
class Run:
    """Times in milliseconds; `cpu` is what one request took from the processors."""

    rate: float
    p50: float
    p99: float
    cpu: float
    errors: int
    bytes_each: int


def load(target, seconds, connections=CONNECTIONS):
    before = cpu_of(target)
    measured = ask_wrk(target, seconds, connections)
    used = cpu_of(target) - before
    wait_until_idle(target)
    requests, microseconds, size, p50, p99, errors = measured
    if not requests:
        raise SystemExit(f"{target.name} answered nothing.")
    rate = requests / (microseconds / 1e6)
    return Run(rate, p50 / 1000, p99 / 1000, 1000 * used / requests, errors, size // requests)


def cpu_of(target):
    return sum(cpu_seconds(pid) for pid in target.pids)


def wait_until_idle(target):
    """A slow server still works on what nobody waits for any more."""
    used, now = None, cpu_of(target)
    while now != used:
        time.sleep(0.05)
        used, now = now, cpu_of(target)


def ask_wrk(target, seconds, connections):
    headers = [part for name, value in target.headers.items() for part in ("--header", f"{name}: {value}")]
    numbers = ["--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s", "--timeout", "20s"]
    command = ["wrk", *numbers, *headers, "--script", str(SCRIPT), target.address]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [int(number) for number in printed.rpartition("MEASURED ")[2].split()]
