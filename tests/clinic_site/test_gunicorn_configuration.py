"""The web server runs alike wherever it is started: gunicorn.conf.py says how, and nothing else does."""

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STARTED_BY = [
    "script/serve",
    "deploy/systemd/clinic-web.service",
    "Dockerfile",
    "compose.yaml",
    "trials/running_site/site.py",
]
# The configuration file is read from the folder in which gunicorn starts.
CALLED = re.compile(r"gunicorn\W+clinic_site\.wsgi\b(.*)")


@pytest.mark.parametrize("file", STARTED_BY)
def test_whatever_starts_the_web_server_leaves_the_rest_to_its_configuration(file):
    words = (ROOT / file).read_text()

    assert CALLED.search(words)
    assert [said for said in CALLED.findall(words) if "--" in said or " -" in said] == []
    assert "GUNICORN_CMD_ARGS=" not in words


@pytest.mark.parametrize(
    ("environment", "bind", "workers"),
    [
        ({}, "127.0.0.1:8000", 2),
        ({"PORT": "8001", "WEB_CONCURRENCY": "4"}, "127.0.0.1:8001", 4),
        ({"PORT": "", "WEB_CONCURRENCY": "", "BIND": "0.0.0.0:80"}, "0.0.0.0:80", 2),
    ],
)
def test_address_and_processes_come_from_the_environment(environment, bind, workers, monkeypatch):
    for name in ("PORT", "BIND", "WEB_CONCURRENCY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    said = runpy.run_path(str(ROOT / "gunicorn.conf.py"))

    assert (said["bind"], said["workers"], said["threads"]) == (bind, workers, 4)
