"""The disk fills up. Needs root, for a small file system of its own."""

import os
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from fault_trials import database
from fault_trials.crowd import Crowd
from fault_trials.site import Site
from fault_trials.verdict import Verdict, judge

FAULT = "disk full"
MEGABYTES = 256
LEFT_BYTES = 3 * 1024**2
SECONDS = 60


def the_disk_fills_up(site, mail_port):
    """SQLite only: PostgreSQL's own folder is not the site's."""
    if database.POSTGRESQL:
        return
    if os.geteuid():
        yield Verdict(FAULT, remark="not tried: needs root")
        return
    with small_disk() as disk, Site(disk, mail_port) as small_site:
        ballast = Path(disk) / "ballast"
        ballast.write_bytes(b"\0" * (shutil.disk_usage(disk).free - LEFT_BYTES))
        before = database.references(small_site)
        with Crowd(small_site) as crowd:
            wait_for(lambda: crowd.statuses[503] >= 20)
        ballast.unlink()
        crowd.send_again()
        yield judge(FAULT, small_site, before, crowd, {302, 503}, "room made again, then all were sent again")


def wait_for(is_so):
    deadline = time.monotonic() + SECONDS
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.1)


@contextmanager
def small_disk():
    folder = tempfile.mkdtemp()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
        Path(folder).rmdir()
