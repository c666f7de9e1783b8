"""The database is there and does not store: locked, read-only, away, or without room. No words are lost, and no restart is needed."""

import os
import shutil
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from running_site.database import POSTGRESQL
from running_site.programs import wait_until
from running_site.site import Site
from running_site.verdict import Verdict, judge
from running_site.visitors import Crowd, Form

LOCKED_SECONDS = [8, 26]
# Each thread of the site has a connection of its own: most of them meet the fault.
FORMS = 24
READ_ONLY = "database only reads, as after a failover"
MEGABYTES, LEFT_BYTES = 400, 3 * 1024**2
KEPT = "text kept, then all were sent again without a restart"


def the_database_is_locked(site):
    for seconds in LOCKED_SECONDS:
        crowd, form, answers = Crowd(site, visitors=1), Form(), []
        sending = threading.Thread(target=lambda crowd=crowd, form=form, to=answers: to.append(crowd.send(form)))
        with site.database.locked():
            sending.start()
            time.sleep(seconds)
        sending.join()
        crowd.send_again()
        first = answers[0]
        remark = "stored at the first send" if first.reference else "text kept, stored at the second send"
        verdict = judge(f"database locked for {seconds} s", crowd, {302, 503}, remark)
        yield verdict.must(first.reference or form.message in first.page, "the text is gone")


def the_database_only_reads(site):
    if POSTGRESQL:
        yield refused_while(server_read_only(site), READ_ONLY, site)
    elif os.geteuid():
        yield Verdict(READ_ONLY, remark="not tried: needs root")
    else:
        with small_disk() as disk, Site(disk) as small_site:
            yield refused_while(disk_read_only(disk), READ_ONLY, small_site)


def the_database_file_is_gone(site):
    """SQLite only."""
    if not POSTGRESQL:
        yield refused_while(file_aside(site.database.file), "database file taken away and put back", site)


def the_disk_fills_up(site):
    """SQLite only: PostgreSQL's own folder is not the site's."""
    if POSTGRESQL:
        return
    if os.geteuid():
        yield Verdict("disk full", remark="not tried: needs root")
        return
    with small_disk() as disk, Site(disk) as small_site:
        ballast = Path(disk) / "ballast"
        ballast.write_bytes(b"\0" * (shutil.disk_usage(disk).free - LEFT_BYTES))
        with Crowd(small_site) as crowd:
            wait_until(lambda: crowd.statuses[503] >= 20)
        ballast.unlink()
        crowd.send_again()
        yield judge("disk full", crowd, {302, 503}, "room made again, then all were sent again")


def refused_while(fault, name, site):
    crowd = Crowd(site, visitors=1)
    with fault:
        answers = [(form, crowd.send(form)) for form in (Form() for _ in range(FORMS))]
        ready = site.doors[0].status("/readyz")
    crowd.send_again()
    gone = sum(answer.status != 503 or form.message not in answer.page for form, answer in answers)
    verdict = judge(name, crowd, {302, 503}, KEPT).must(not gone, f"{gone} texts are gone")
    return verdict.must(ready == 503, f"/readyz answered {ready}")


@contextmanager
def server_read_only(site):
    try:
        site.database.do("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()")
        yield
    finally:
        site.database.do("ALTER SYSTEM RESET default_transaction_read_only", "SELECT pg_reload_conf()")


@contextmanager
def disk_read_only(disk):
    # Whoever has a file open for writing keeps the disk from becoming read-only, so every connection is new.
    subprocess.run(["mount", "-o", "bind", disk, disk], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", disk], check=True)
        yield
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


@contextmanager
def file_aside(path):
    aside = path.rename(path.with_suffix(".aside"))
    try:
        yield
    finally:
        aside.rename(path)


@contextmanager
def small_disk(options=f"size={MEGABYTES}m", folder=None):
    folder = folder or tempfile.mkdtemp()
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
        Path(folder).rmdir()
