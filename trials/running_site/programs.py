"""A program that runs in a process group of its own until it is killed."""

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv/bin/python"
TICKS = os.sysconf("SC_CLK_TCK")


class Program:
    def __init__(self, command, log, environment=None, is_up=lambda: True):
        self.command, self.log, self.environment, self.is_up = list(map(str, command)), Path(log), environment, is_up
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *failure):
        self.kill()

    def start(self):
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        wait_until(lambda: self.is_up() or self.process.poll() is not None, seconds=90)
        if self.process.poll() is not None:
            raise SystemExit(f"{' '.join(self.command)} did not start:\n{self.log.read_text()[-2000:]}")

    def kill(self):
        """All its processes at once, as a power cut would."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def children(self):
        return set(children_of(self.process.pid))

    def cpu_seconds(self):
        """Of all its processes; those of a child that ended are kept by its parent."""
        return sum(sum(map(int, stat_of(pid)[11:15])) for pid in tree(self.process.pid)) / TICKS


def tree(pid):
    yield pid
    for child in children_of(pid):
        yield from tree(child)


def children_of(pid):
    return map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def stat_of(pid):
    """The fields after the name, which may hold blanks and brackets."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(is_so, seconds=60):
    """Whether it came to be so in time."""
    deadline = time.monotonic() + seconds
    while not (so := is_so()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(so)
