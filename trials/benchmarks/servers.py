"""Programs that are started for a measurement, and stopped by their own number."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from fault_trials.site import ROOT, free_port

__all__ = ["ROOT", "Server", "free_port", "listens"]
SECONDS_TO_START = 90


class Server:
    """Lasts as long as its `with` block."""

    def __init__(self, command, log, environment=None, cwd=ROOT):
        self.command, self.log, self.cwd = command, log, cwd
        self.environment = os.environ | (environment or {})

    def __enter__(self):
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                self.command, cwd=self.cwd, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.pid = self.process.pid
        return self

    def __exit__(self, *failure):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self.pid, signal.SIGKILL)
            self.process.wait()

    def wait_until(self, is_up):
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline and self.process.poll() is None:
            if is_up():
                return self
            time.sleep(0.1)
        raise SystemExit(f"{self.command[0]} did not start:\n{self.log.read_text()[-2000:]}")


def gunicorn(application, port, log, environment=None, worker_class=None):
    """With gunicorn.conf.py, so all have the same number of processes and threads."""
    command = [sys.executable, "-m", "gunicorn", application]
    command += ["--worker-class", worker_class] if worker_class else []
    return Server(command, log, {"PORT": str(port), "PYTHONPATH": str(ROOT / "trials")} | (environment or {}))


def answers(port):
    """Whatever the answer is: it is HTTP."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
