"""What script/open_port.py says of a port before the site starts: nothing, or who has it."""

import runpy
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_scripts import the_sentence

ROOT = Path(__file__).resolve().parents[1]
OPEN_PORT = ROOT / "script/open_port.py"
LISTEN = """
import socket, sys
with socket.socket() as listener:
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    print(listener.getsockname()[1], flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def listener():
    """Starts a process that listens; its command line ends with the words given."""
    started = []

    def listen(*words, cwd):
        command = [sys.executable, "-c", LISTEN, *words]
        process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process.pid, process.stdout.readline().strip()

    yield listen
    for process in started:
        process.communicate()


def open_port(port):
    return subprocess.run([sys.executable, OPEN_PORT, port], capture_output=True, text=True)


def test_another_program_on_the_port_is_named(listener, tmp_path):
    process, port = listener(cwd=tmp_path)

    sentence = the_sentence(open_port(port))

    assert sentence.startswith(f"Port {port} is in use; python")
    assert f"(kill {process})" in sentence


def test_the_site_itself_on_the_port_is_named(listener):
    process, port = listener("gunicorn", cwd=ROOT)

    assert f"this site already runs there: stop it (kill {process})" in the_sentence(open_port(port))


def test_a_free_port_is_nothing_to_speak_of():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    done = open_port(str(port))

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_port_of_root_is_told(monkeypatch):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(socket.socket, "bind", refuse)

    with pytest.raises(SystemExit, match="Only root may use port 80"):
        runpy.run_path(str(OPEN_PORT))["main"](80)
