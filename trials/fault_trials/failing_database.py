"""The database is there and does not store: it only reads, or its file was taken away.

No words are lost, and no restart is needed afterwards.
"""

import os
import subprocess
from contextlib import closing, contextmanager
from http.client import HTTPConnection

from fault_trials import database
from fault_trials.crowd import Crowd
from fault_trials.full_disk import small_disk
from fault_trials.site import Site
from fault_trials.verdict import Verdict, judge
from fault_trials.visitor import Form

# Each thread of the site has a connection of its own: most of them meet the fault.
FORMS = 24
READ_ONLY = "database only reads, as after a failover"


def the_database_only_reads(site, mail_port):
    if database.POSTGRESQL:
        yield refused_while(server_read_only(site), READ_ONLY, site)
        return
    if os.geteuid():
        yield Verdict(READ_ONLY, remark="not tried: needs root")
        return
    with small_disk() as disk, Site(disk, mail_port) as small_site:
        yield refused_while(disk_read_only(disk), READ_ONLY, small_site)


def the_database_file_is_gone(site):
    """SQLite only."""
    if not database.POSTGRESQL:
        yield refused_while(file_aside(site), "database file taken away and put back", site)


def refused_while(fault, name, site):
    before = database.references(site)
    crowd = Crowd(site, visitors=1)
    crowd.unanswered = [Form() for _ in range(FORMS)]
    with fault:
        kept = [send_and_look(crowd, form) for form in crowd.unanswered]
        ready = status_of(site, "/readyz")
    crowd.send_again()
    verdict = judge(name, site, before, crowd, {302, 503}, "text kept, then all were sent again without a restart")
    verdict.wrong += [] if all(kept) else [f"{kept.count(False)} texts are gone"]
    verdict.wrong += [] if ready == 503 else [f"/readyz answered {ready}"]
    return verdict


def send_and_look(crowd, form):
    answer = crowd.visitors[0].send(form)
    crowd.statuses[answer.status] += 1
    return answer.status == 503 and form.message in answer.page


def status_of(site, address):
    with closing(HTTPConnection("127.0.0.1", site.port, timeout=30)) as connection:
        connection.request("GET", address)
        return connection.getresponse().status


@contextmanager
def server_read_only(site):
    try:
        set_on_server(site, "ALTER SYSTEM SET default_transaction_read_only = on")
        yield
    finally:
        set_on_server(site, "ALTER SYSTEM RESET default_transaction_read_only")


def set_on_server(site, setting):
    with closing(database.connect(site)) as connection:
        connection.execute(setting)
        connection.execute("SELECT pg_reload_conf()")


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
def file_aside(site):
    path = site.data_dir / "clinic.sqlite3"
    aside = path.with_suffix(".aside")
    path.rename(aside)
    try:
        yield
    finally:
        aside.rename(path)
