"""What was measured on, in general words, and with which versions."""

import os
import re
import shutil
import sqlite3
import subprocess
from importlib.metadata import version
from platform import python_version, system

PACKAGES = {"Django": "Django", "Wagtail": "wagtail", "gunicorn": "gunicorn"}
PROGRAMS = {"nginx": ["nginx", "-v"], "wrk": ["wrk", "-v"]}


def machine():
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return {
        "cores": os.cpu_count(),
        "gigabytes": round(pages * size / 2**30),
        "system": system(),
        # More than the cores: others were at work, too.
        "load_before": round(os.getloadavg()[0], 1),
    }


def versions():
    found = {"Python": python_version(), "SQLite": sqlite3.sqlite_version}
    found |= {name: version(package) for name, package in PACKAGES.items()}
    return found | {name: said_by(command) for name, command in PROGRAMS.items() if shutil.which(command[0])}


def said_by(command):
    done = subprocess.run(command, capture_output=True, text=True)
    number = re.search(r"\d+\.\d+(\.\d+)?", done.stdout + done.stderr)
    return number[0] if number else "?"
