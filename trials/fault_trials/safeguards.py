"""What the site itself must notice: a wrong clock or key, an older schema or backup, two that prepare at once."""

import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from running_site.database import POSTGRESQL, REQUESTS
from running_site.site import new_key
from running_site.verdict import Verdict, judge
from running_site.visitors import Crowd, Form

FORMS, BACKUPS, DAYS_AHEAD = 5, 3, 100
SECONDS_TO_REFUSE = 60
UPKEEP = [["delete_expired_requests"], ["reconcile"], ["backup"], ["backup", "--verify"]]
AHEAD = """
from datetime import timedelta
from django.core.management import CommandError, call_command
from django.utils import timezone
real_now = timezone.now
timezone.now = lambda: real_now() + timedelta(days={days})
try:
    call_command(*{command})
except CommandError as refusal:
    print(refusal)
"""


def clock(site):
    crowd = Crowd(site)
    crowd.send_all([Form() for _ in range(FORMS)])
    listed = ", ".join(f"'{reference}'" for reference in crowd.acknowledged)
    closed = "state = 'closed', outcome = 'withdrew', closed_at = received_at"
    site.database.do(f"UPDATE {REQUESTS} SET {closed} WHERE reference IN ({listed})")
    backups = [make_backup(site, "backups", f"clinic-20260101-00000{number}.backup") for number in range(BACKUPS)]
    for command in UPKEEP:
        site.shell(AHEAD.format(days=DAYS_AHEAD, command=command))
    gone = sum(not path.exists() for path in backups)
    verdict = judge(f"clock {DAYS_AHEAD} days ahead for a night", crowd, {302}, f"{gone} of {BACKUPS} backups gone")
    yield verdict.must(not gone, "backups are gone")


def make_backup(site, folder, name):
    folder = site.data_dir / folder
    site.manage("backup", "--to", folder)
    return max(folder.glob("clinic-*.backup"), key=lambda path: path.stat().st_mtime).rename(folder / name)


def keys(site):
    yield refused("another field key under the same id", site, FIELD_KEYS=f"k1:{new_key()}")
    yield refused("another key of the search index", site, BLIND_INDEX_KEY=new_key())


def schema(site):
    """As after an update without `prepare`."""
    site.kill()
    last = site.database.ask("SELECT max(name) FROM django_migrations WHERE app = 'contact'")[0]
    site.database.do(f"UPDATE django_migrations SET app = 'away' WHERE app = 'contact' AND name = '{last}'")
    yield refused("schema older than the code", site)
    site.database.do("UPDATE django_migrations SET app = 'contact' WHERE app = 'away'")
    site.start()


def refused(fault, site, **settings):
    """Whether neither the web server nor the mail worker starts."""
    verdict = Verdict(fault, remark="no program starts")
    for command in (
        ["-m", "gunicorn", "clinic_site.wsgi", "--bind", "127.0.0.1:0"],
        ["manage.py", "send_mail", "--once"],
    ):
        with site.program(*command, **settings) as program:
            try:
                verdict.must(program.process.wait(SECONDS_TO_REFUSE), f"{command} starts")
            except subprocess.TimeoutExpired:
                verdict.must(False, f"{command} starts")
    return verdict


def prepare(site):
    with ThreadPoolExecutor(2) as both:
        codes = list(both.map(lambda _: site.manage("prepare").returncode, range(2)))
    yield Verdict("two prepare at once", remark="one waits").must(not any(codes), f"ended with {codes}")


def restore(site):
    """SQLite only: on PostgreSQL what was there before becomes a backup, which tests/contact opens."""
    if POSTGRESQL:
        return
    crowd = Crowd(site)
    crowd.send_all([Form() for _ in range(FORMS)])
    older = set(crowd.acknowledged)
    backup = make_backup(site, "before_the_restore", "clinic-20260101-000000.backup")
    crowd.send_all([Form() for _ in range(FORMS)])
    newer = set(crowd.acknowledged) - older
    site.kill()
    verdict = Verdict("older backup restored", crowd.statuses, len(older | newer))
    verdict.must(site.manage("restore", backup, "--force").returncode, "newer requests were not asked about")
    verdict.must(newer <= site.database.references(), "refused, and yet newer requests are gone")
    site.manage("restore", backup, "--force", "--set-newer-aside")
    site.manage("prepare")
    here, aside = site.database.references(), references_aside(site)
    site.start()
    verdict.lost = len((older | newer) - here - aside)
    verdict.remark = f"refused first; then {len(older & here)} restored, {len(newer & aside)} newer set aside"
    yield verdict.must(not newer & here, "the backup is not what was restored")


def references_aside(site):
    found = set()
    for file in site.data_dir.rglob("clinic.sqlite3"):
        if file != site.database.file:
            with closing(sqlite3.connect(file)) as connection:
                found |= {row[0] for row in connection.execute(f"SELECT reference FROM {REQUESTS}")}
    return found
