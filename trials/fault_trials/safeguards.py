"""What the site itself must notice: a wrong clock, a wrong key, an older schema, two that prepare at once."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from fault_trials import database
from fault_trials.crowd import Crowd
from fault_trials.site import WEB
from fault_trials.verdict import Verdict, judge
from fault_trials.visitor import Form

REQUESTS, BACKUPS, DAYS_AHEAD = 7, 3, 100
SECONDS_TO_REFUSE = 60
UPKEEP = [["delete_expired_requests"], ["reconcile"], ["backup"], ["backup", "--verify"]]
AHEAD = """
from datetime import timedelta
import django
django.setup()
from django.core.management import CommandError, call_command
from django.utils import timezone
real_now = timezone.now
timezone.now = lambda: real_now() + timedelta(days={days})
try:
    call_command(*{command})
except CommandError as refusal:
    print(refusal)
"""
OTHER_KEY = "CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk="


def the_clock_is_ahead(site):
    before = database.references(site)
    crowd = Crowd(site, visitors=1)
    crowd.unanswered = [Form() for _ in range(REQUESTS)]
    crowd.send_again()
    close(site, crowd.acknowledged)
    backups = make_backups(site)
    for command in UPKEEP:
        site.run("-c", AHEAD.format(days=DAYS_AHEAD, command=command))
    gone = sum(not path.exists() for path in backups)
    remark = f"{gone} of {len(backups)} backups gone"
    verdict = judge(f"clock {DAYS_AHEAD} days ahead for a night", site, before, crowd, {302}, remark)
    verdict.wrong += ["backups are gone"] if gone else []
    yield verdict


def close(site, references):
    listed = ", ".join(f"'{reference}'" for reference in references)
    with closing(database.connect(site)) as connection:
        connection.execute(
            f"UPDATE {database.TABLE} SET state = 'closed', outcome = 'withdrew', closed_at = received_at "
            f"WHERE reference IN ({listed})"
        )


def make_backups(site):
    folder = site.data_dir / "backups"
    for number in range(BACKUPS):
        site.manage("backup", "--to", str(folder))
        newest = max(folder.glob("clinic-*.backup"))
        newest.rename(newest.with_name(f"clinic-20260101-00000{number}.backup"))
    return list(folder.glob("clinic-2026*.backup"))


def a_key_is_wrong(site):
    name = (site.data_dir / "secrets/field_keys").read_text().split(":")[0]
    yield refused("another field key under the same id", site, FIELD_KEYS=f"{name}:{OTHER_KEY}")
    yield refused("another key of the search index", site, BLIND_INDEX_KEY=OTHER_KEY)


def the_schema_is_older(site):
    """As after an update without `prepare`."""
    site.kill()
    last = database.ask(site, "SELECT max(name) FROM django_migrations WHERE app = 'contact'")[0]
    change_migrations(site, f"UPDATE django_migrations SET app = 'away' WHERE app = 'contact' AND name = '{last}'")
    yield refused("schema older than the code", site)
    change_migrations(site, "UPDATE django_migrations SET app = 'contact' WHERE app = 'away'")
    site.start()


def change_migrations(site, sql):
    with closing(database.connect(site)) as connection:
        connection.execute(sql)


def refused(fault, site, **environment):
    """Whether neither the web server nor the mail worker starts."""
    programs = {"web": [*WEB, "--bind", "127.0.0.1:0"], "mail": ["manage.py", "send_mail", "--once"]}
    started = [name for name, command in programs.items() if starts(site, command, environment)]
    return Verdict(fault, wrong=[f"{name} starts" for name in started], remark="no program starts")


def starts(site, command, environment):
    try:
        return site.run(*command, timeout=SECONDS_TO_REFUSE, **environment) == 0
    except subprocess.TimeoutExpired:
        return True


def two_prepare_at_once(site):
    with ThreadPoolExecutor(2) as both:
        codes = list(both.map(lambda _: site.manage("prepare"), range(2)))
    yield Verdict("two prepare at once", wrong=[f"ended with {codes}"] if any(codes) else [], remark="one waits")
