"""A program that runs in a process group of its own until it is killed; nginx is one."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from tests.builders.nginx import configure_nginx, free_port, listens

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv/bin/python"
NAME = "localhost"
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
            how = {"cwd": ROOT, "env": self.environment, "start_new_session": True, "stdout": log, "stderr": log}
            self.process = subprocess.Popen(self.command, **how)
        wait_until(" ".join(self.command) + " runs", lambda: self.is_up() or self.process.poll() is not None, 90)
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


class Nginx(Program):
    """Before the gunicorns on these ports, with the files of deploy/nginx."""

    def __init__(self, var, gunicorn, with_tls=True, **how):
        self.folder, self.port, self.plain_port = var / "nginx", free_port(), free_port()
        self.folder.mkdir()
        ports = {"tls": self.port, "plain": self.plain_port}
        command = configure_nginx(self.folder, var=var, gunicorn=gunicorn, name=NAME, **ports, **how)
        for file in () if with_tls else self.folder.glob("*.conf"):
            file.write_text(file.read_text().replace(" ssl http2;", ";").replace("$scheme", "https"))
        super().__init__(command, self.folder / "log", is_up=lambda: listens(self.port))


def wait_until(what, is_so, seconds=60):
    """`what` is what a trial that has waited in vain says it has waited for."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError(f"Waited {seconds} seconds in vain until {what}.")
        time.sleep(0.05)
