"""script/serve, as a newcomer runs it: it starts, it says what it did, it ends when told to."""

import os
import signal
import socket
import subprocess
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
/what-to-expect/ /safety/ /your-care-plan/ /questions/ /costs/ /crisis-help/ /how-we-review/ /privacy/ /accessibility/
/consultation/ /consultation/received/ /search/ /search/?q=driving /sitemap.xml /robots.txt /favicon.ico
/healthz /readyz /admin/ /cms/ /accounts/login/
""".split()


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def start(tmp_path, free_port):
    """Starts script/serve on a free port with its data in a folder of its own; ends what is left."""
    started = []

    def serve():
        environment = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
        environment |= {"PORT": str(free_port), "DATA_DIR": str(tmp_path / "var"), "DATABASE_URL": ""}
        log = (tmp_path / "log").open("w")
        process = subprocess.Popen(
            ["script/serve"], cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        started.append(process)
        return process

    yield serve
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture
def printed(tmp_path):
    return lambda: (tmp_path / "log").read_text()


def wait_until_up(process, printed, seconds=300):
    deadline = time.monotonic() + seconds
    while "The site is up" not in printed():
        assert process.poll() is None, printed()
        assert time.monotonic() < deadline, printed()
        time.sleep(0.2)


def status_of(address):
    """The status that stands at the end of any redirects."""
    try:
        return urllib.request.urlopen(address, timeout=30).status
    except urllib.error.HTTPError as error:
        return error.code


def stop(process):
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=40)


def processes_of(group):
    return subprocess.run(["ps", "-o", "pid=", "-g", str(group)], capture_output=True, text=True).stdout.split()


def test_one_command_brings_the_whole_site_up_and_takes_it_down(start, printed, free_port, tmp_path):
    process = start()

    wait_until_up(process, printed)
    site = f"http://localhost:{free_port}"
    statuses = {address: status_of(site + address) for address in ADDRESSES}
    first = printed()
    stop(process)

    assert statuses == dict.fromkeys(ADDRESSES, 200)
    assert "user name  owner" in first
    assert f"{site}/admin/" in first
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "var" / "secrets").iterdir()} == {0o600}
    assert processes_of(process.pid) == []

    again = start()
    wait_until_up(again, printed)
    second = printed()
    stop(again)

    assert "password" not in second


def test_its_programs_end_with_it_when_it_is_killed(start, printed):
    process = start()
    wait_until_up(process, printed)

    process.kill()
    process.wait()

    deadline = time.monotonic() + 40
    while processes_of(process.pid):
        assert time.monotonic() < deadline, processes_of(process.pid)
        time.sleep(0.2)


def test_idle_connections_keep_nobody_waiting(start, printed, free_port):
    process = start()
    wait_until_up(process, printed)

    idle = [socket.create_connection(("127.0.0.1", free_port)) for _ in range(12)]
    began = time.monotonic()
    status = status_of(f"http://localhost:{free_port}/safety/")
    waited = time.monotonic() - began
    for connection in idle:
        connection.close()

    assert status == 200
    assert waited < 4, f"The next visitor waited {waited:.1f} s behind 12 idle connections."


def test_a_port_in_use_is_told_in_one_sentence(start, printed, free_port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port))
        taken.listen()

        process = start()

        assert process.wait(timeout=300) == 1
    assert printed().splitlines()[-1].startswith(f"Port {free_port} is in use;")
