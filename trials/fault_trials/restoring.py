"""A backup that lacks newer requests is put back: nothing is thrown away that nobody named."""

import sqlite3
from contextlib import closing

from fault_trials import database
from fault_trials.crowd import Crowd
from fault_trials.verdict import Verdict
from fault_trials.visitor import Form

FORMS = 5


def an_older_backup_is_restored(site):
    """SQLite only: on PostgreSQL what was there before becomes a backup, which tests/contact opens."""
    if database.POSTGRESQL:
        return
    crowd = Crowd(site, visitors=1)
    older = send(crowd)
    folder = site.data_dir / "before_the_restore"
    site.manage("backup", "--to", str(folder))
    newer = send(crowd)
    site.kill()
    backup = str(next(folder.glob("clinic-*.backup")))
    wrong = [] if site.manage("restore", backup, "--force") else ["newer requests were not asked about"]
    wrong += [] if newer <= database.references(site) else ["refused, and yet newer requests are gone"]
    site.manage("restore", backup, "--force", "--set-newer-aside")
    site.manage("prepare")
    here, aside = database.references(site), references_aside(site)
    wrong += [] if not newer & here else ["the backup is not what was restored"]
    site.start()
    lost = len((older | newer) - here - aside)
    remark = f"refused first; then {len(older & here)} restored, {len(newer & aside)} newer set aside"
    yield Verdict("older backup restored", crowd.statuses, len(older | newer), lost, wrong=wrong, remark=remark)


def send(crowd):
    before = set(crowd.acknowledged)
    crowd.unanswered = [Form() for _ in range(FORMS)]
    crowd.send_again()
    return set(crowd.acknowledged) - before


def references_aside(site):
    found = set()
    for file in site.data_dir.rglob("clinic.sqlite3"):
        if file.parent != site.data_dir:
            with closing(sqlite3.connect(file)) as connection:
                found |= {row[0] for row in connection.execute(f"SELECT reference FROM {database.TABLE}")}
    return found
