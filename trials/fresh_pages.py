"""Publishes again and again while people read, and counts who was shown old words after the publish was acknowledged.

    .venv/bin/python trials/fresh_pages.py [publishes] [reads after each]

Starts a site of its own with 4 workers (WEB_CONCURRENCY), and 2 readers who never pause, so that
pages are rendered during publishes.
"""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORKERS = os.environ.get("WEB_CONCURRENCY", "4")
PAUSELESS_READERS = 2
ADDRESS = "/safety/"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_gunicorn(port):
    gunicorn = [sys.executable, "-m", "gunicorn", "clinic_site.wsgi"]
    return subprocess.Popen(gunicorn, cwd=ROOT, env=os.environ | {"PORT": str(port), "WEB_CONCURRENCY": WORKERS})


def wait_until_up(port):
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            return read(port)
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The site did not start.")


def read(port):
    """A connection of its own each time, so that any of the workers may answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", ADDRESS, headers={"Host": "localhost"})
        return connection.getresponse().read().decode()
    finally:
        connection.close()


def read_without_pause(port, stopping):
    while not stopping.is_set():
        read(port)


def publish(words):
    from content.models import InformationPage
    from content.publishing.publish_guard import before_any_review

    page = InformationPage.objects.get(slug=ADDRESS.strip("/"))
    page.summary = words
    with before_any_review():  # which takes longer than all that is measured here
        page.save_revision().publish()


def count_stale(port, publishes, reads):
    stale = 0
    for number in range(publishes):
        words = f"These are the words of publish {number}."
        publish(words)
        stale += sum(words not in read(port) for _ in range(reads))
    return stale


def run(publishes, reads):
    with tempfile.TemporaryDirectory() as folder:
        if os.environ.get("DATA_DIR"):  # begin with what is there
            shutil.copytree(os.environ["DATA_DIR"], folder, dirs_exist_ok=True)
        os.environ |= {"DATA_DIR": folder, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "clinic_site.settings.local"}
        subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        port, stopping = free_port(), threading.Event()
        gunicorn = start_gunicorn(port)
        readers = [threading.Thread(target=read_without_pause, args=(port, stopping)) for _ in range(PAUSELESS_READERS)]
        try:
            wait_until_up(port)
            for reader in readers:
                reader.start()
            stale = count_stale(port, publishes, reads)
        finally:
            stopping.set()
            for reader in readers:
                if reader.ident:
                    reader.join()
            gunicorn.terminate()
            gunicorn.wait(60)
    print(f"{WORKERS} workers, {publishes} publishes, {publishes * reads} reads after them: {stale} stale")
    return stale


if __name__ == "__main__":
    # Ends by the way of an exception, so that all that was started is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    publishes, reads = [int(argument) for argument in (sys.argv[1:3] if len(sys.argv) == 3 else [200, 20])]
    sys.exit(run(publishes, reads) > 0)
