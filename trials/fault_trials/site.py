"""gunicorn and the mail worker as script/serve starts them, in a folder of their own."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

from fault_trials.visitor import Visitor

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv/bin/python"
WEB = """
-m gunicorn clinic_site.wsgi --worker-class clinic_site.http.gunicorn_worker.GunicornWorker --workers 2 --threads 4
--keep-alive 5 --timeout 60 --graceful-timeout 30 --no-control-socket --log-level warning
""".split()


class Site:
    def __init__(self, data_dir, mail_port):
        self.data_dir = Path(data_dir)
        self.port = free_port()
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")} | {
            "DATA_DIR": str(self.data_dir),
            "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "clinic_site.settings.local",
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        }
        self.log = (self.data_dir / "log").open("a")
        self.web = self.mail_worker = None

    def __enter__(self):
        self.manage("prepare")
        self.start()
        return self

    def __exit__(self, *failure):
        self.kill()
        self.log.close()

    def manage(self, *command):
        """Ends with the exit code of the command."""
        return self._run(subprocess.call, ["manage.py", *command])

    def run(self, *command, timeout=None, **environment):
        """Any program of the site, with other settings."""
        process = self._run(subprocess.Popen, command, environment)
        try:
            return process.wait(timeout)
        finally:
            kill_group(process)

    def visitor(self):
        return Visitor(self.port)

    def start(self):
        self.start_mail_worker()
        self.start_web()

    def start_web(self):
        self.web = self._run(subprocess.Popen, [*WEB, "--bind", f"127.0.0.1:{self.port}"])
        self.wait_until_up()

    def start_mail_worker(self):
        self.mail_worker = self.one_more_mail_worker()

    def one_more_mail_worker(self):
        return self._run(subprocess.Popen, ["manage.py", "send_mail"])

    def wait_until_up(self, seconds=60):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                return urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5).status
            except OSError:
                time.sleep(0.1)
        raise TimeoutError(f"The site did not come up; {self.log.name} says why.")

    def kill(self):
        """All processes at once, as a power cut would."""
        for process in filter(None, (self.web, self.mail_worker)):
            kill_group(process)
        self.web = self.mail_worker = None

    def reload(self):
        """As an update does it. Returns once no worker of before is left, however long new ones take to start."""
        old = self.workers()
        self.web.send_signal(signal.SIGHUP)
        self.wait_until_gone(old)

    def end_one_worker(self):
        oldest = min(self.workers())
        os.kill(oldest, signal.SIGTERM)
        self.wait_until_gone({oldest})

    def workers(self):
        return set(map(int, Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text().split()))

    def wait_until_gone(self, workers, seconds=60):
        deadline = time.monotonic() + seconds
        while workers & self.workers() and time.monotonic() < deadline:
            time.sleep(0.1)

    def _run(self, start, command, environment=None):
        return start(
            [PYTHON, *command],
            cwd=ROOT,
            env=self.environment | (environment or {}),
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )


def kill_group(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        process.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
