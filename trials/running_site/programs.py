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
        how = {"cwd": ROOT, "env": self.environment, "start_new_session": True}
        with self.log.open("a") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=log, **how)
        wait_until(lambda: self.is_up() or self.process.poll() is not None, seconds=90)
        if not self.is_up():
            raise SystemExit(f"{' '.join(self.command)} did not start:\n{self.log.read_text()[-2000:]}")

    def kill(self):
        """All its processes at once, as a power cut would."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def children(self):
        pid = self.process.pid
        return set(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))

    def cpu_seconds(self):
        """Its own and its children's. The name may hold blanks and brackets."""
        stats = (Path(f"/proc/{pid}/stat").read_text() for pid in {self.process.pid, *self.children()})
        return sum(sum(map(int, stat.rpartition(")")[2].split()[11:15])) for stat in stats) / TICKS


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(is_so, seconds=60):
    deadline = time.monotonic() + seconds
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.05)
