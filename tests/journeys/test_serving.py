"""script/serve, as a newcomer runs it: it starts, it says what it did, it ends when told to.

trials/fresh_pages.py with small numbers is here too: it goes on with the static files that the first start collects.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ADDRESSES = """
/ /how-it-works/ /conditions/ /conditions/treatment-resistant-depression/ /conditions/major-depressive-disorder/
/conditions/bipolar-depression/ /conditions/anxiety-disorders/ /conditions/ptsd/ /conditions/chronic-pain/
/treatments/ /treatments/iv-infusion/ /treatments/esketamine-nasal-spray/ /treatments/other-routes/
/your-session/
/what-to-expect/ /safety/ /your-care-plan/ /questions/ /costs/ /crisis-help/ /how-we-review/ /privacy/ /accessibility/
/consultation/ /consultation/received/ /search/ /search/?q=driving /sitemap.xml /robots.txt /favicon.ico
/healthz /readyz /admin/ /cms/ /accounts/login/
""".split()


class Served:
    """script/serve with its data in a folder of its own, on a free port."""

    def __init__(self, folder):
        self.data, self.log = folder / "var", folder / "log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://localhost:{self.port}"

    def start(self):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
        environment |= {"PORT": str(self.port), "DATA_DIR": str(self.data), "DATABASE_URL": ""}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                ["script/serve"], cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )

    def wait_until_up(self, seconds=300):
        deadline = time.monotonic() + seconds
        while "The site is up" not in self.printed():
            assert self.process.poll() is None, self.printed()
            assert time.monotonic() < deadline, self.printed()
            time.sleep(0.2)

    def printed(self):
        return self.log.read_text()

    def status_of(self, address):
        """The status that stands at the end of any redirects."""
        try:
            return urllib.request.urlopen(self.address + address, timeout=30).status
        except urllib.error.HTTPError as error:
            return error.code

    def processes(self):
        group = ["ps", "-o", "pid=", "-g", str(self.process.pid)]
        return subprocess.run(group, capture_output=True, text=True).stdout.split()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=40)

    def kill_what_is_left(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def first_start(tmp_path_factory, migrated_database):
    """A site after its first start and its end: what it printed, how it answered and what it left. Only to look at.

    Its tables are there already; trials/fresh_machine starts with nothing at all.
    """
    served = Served(tmp_path_factory.mktemp("first"))
    served.data.mkdir()
    if migrated_database:
        shutil.copy(migrated_database, served.data)
    served.start()
    try:
        served.wait_until_up()
        served.statuses = {address: served.status_of(address) for address in ADDRESSES}
        served.stop()
        served.left = served.processes()
        yield served
    finally:
        served.kill_what_is_left()


def again(first_start, folder):
    """The same site, starting once more in another folder."""
    served = Served(folder)
    shutil.copytree(first_start.data, served.data)
    served.start()
    return served


@pytest.fixture(scope="module")
def second_start(first_start, tmp_path_factory):
    """The same site after its second start and its end, and what happened behind idle connections. Only to look at."""
    served = again(first_start, tmp_path_factory.mktemp("second"))
    try:
        served.wait_until_up()
        idle = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(12)]
        began = time.monotonic()
        served.status_behind_idle = served.status_of("/safety/")
        served.waited_behind_idle = time.monotonic() - began
        for connection in idle:
            connection.close()
        served.stop()
        yield served
    finally:
        served.kill_what_is_left()


def test_one_command_brings_the_whole_site_up_and_takes_it_down(first_start):
    assert first_start.statuses == dict.fromkeys(ADDRESSES, 200)
    assert "user name  owner" in first_start.printed()
    assert f"{first_start.address}/admin/" in first_start.printed()
    assert {path.stat().st_mode & 0o777 for path in (first_start.data / "secrets").iterdir()} == {0o600}
    assert first_start.left == []


def test_a_second_start_shows_no_password(second_start):
    assert "The site is up" in second_start.printed()
    assert "password" not in second_start.printed()


def test_idle_connections_keep_nobody_waiting(second_start):
    assert second_start.status_behind_idle == 200
    waited = second_start.waited_behind_idle
    assert waited < 4, f"The next visitor waited {waited:.1f} s behind 12 idle connections."


def test_its_programs_end_with_it_when_it_is_killed(first_start, tmp_path):
    served = again(first_start, tmp_path)
    try:
        served.wait_until_up()

        served.process.kill()
        served.process.wait()

        deadline = time.monotonic() + 40
        while served.processes():
            assert time.monotonic() < deadline, served.processes()
            time.sleep(0.2)
    finally:
        served.kill_what_is_left()


def test_a_port_in_use_is_told_in_one_sentence(tmp_path):
    second = Served(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", second.port))
        taken.listen()

        second.start()

        assert second.process.wait(timeout=300) == 1
    assert second.printed().splitlines()[-1].startswith(f"Port {second.port} is in use;")


def test_nobody_is_shown_the_old_page_after_a_publish(first_start, migrated_database, tmp_path):
    if migrated_database:
        shutil.copy(migrated_database, tmp_path)
    shutil.copytree(first_start.data / "static", tmp_path / "static")
    environment = os.environ | {"DATA_DIR": str(tmp_path), "PYTHONPATH": str(ROOT), "DATABASE_URL": ""}

    command = [sys.executable, "trials/fresh_pages.py", "3", "20"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=500)

    assert run.returncode == 0, run.stderr
    assert "gunicorn: 0 old of 60, " in run.stdout
    assert "nginx: " in run.stdout
