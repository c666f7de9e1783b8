"""What stores does not store. No words are lost, and no restart is needed afterwards."""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from running_site.database import POSTGRESQL
from running_site.programs import wait_until
from running_site.site import Site
from running_site.verdict import judge
from running_site.visitors import Crowd, Form

# Each thread of the site has a connection of its own: most of them meet the fault.
FORMS = 24
MEGABYTES, LEFT_BYTES = 400, 3 * 1024**2


def reading(site):
    if POSTGRESQL:
        yield refused_while(server_read_only(site), site)
        return
    with small_disk() as disk, Site(disk) as small_site:
        # Whoever has a file open for writing keeps the disk from becoming read-only, so every connection is new.
        yield refused_while(mounted(disk, ["-o", "bind", disk], ["-o", "remount,bind,ro"]), small_site)


def refused_while(fault, site):
    crowd, forms = Crowd(site), [Form() for _ in range(FORMS)]
    with fault:
        answers = zip(forms, crowd.send_all(forms), strict=True)
        # Only this machine itself is told.
        ready = site.doors[0].ask("GET", "/readyz", address="")[0].status
    crowd.send_again()
    gone = sum(answer.status != 503 or form.message not in answer.page for form, answer in answers)
    remark = "text kept, then all were sent again without a restart"
    verdict = judge("database only reads, as after a failover", crowd, {302, 503}, remark)
    return verdict.must(not gone, f"{gone} texts are gone").must(ready == 503, f"/readyz answered {ready}")


def disk(_):
    """SQLite only: PostgreSQL's own folder is not the site's."""
    if POSTGRESQL:
        return
    with small_disk() as folder, Site(folder) as site:
        ballast = folder / "ballast"
        ballast.write_bytes(b"\0" * (shutil.disk_usage(folder).free - LEFT_BYTES))
        with Crowd(site, visitors=8) as crowd:
            wait_until("twenty forms are refused", lambda: crowd.statuses[503] >= 20)
        ballast.unlink()
        crowd.send_again()
        yield judge("disk full", crowd, {302, 503}, "room made again, then all were sent again")


@contextmanager
def server_read_only(site):
    try:
        site.database.do("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()")
        yield
    finally:
        site.database.do("ALTER SYSTEM RESET default_transaction_read_only", "SELECT pg_reload_conf()")


@contextmanager
def small_disk():
    options = ["-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs"]
    with tempfile.TemporaryDirectory() as folder, mounted(folder, options):
        yield Path(folder)


@contextmanager
def mounted(folder, *mounts):
    if os.geteuid():
        raise PermissionError("Only root can mount a small disk.")
    for options in mounts:
        subprocess.run(["mount", *options, folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
