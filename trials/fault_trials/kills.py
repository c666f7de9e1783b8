"""Processes and the database end without warning while requests come in."""

import time

from fault_trials import database
from fault_trials.crowd import Crowd
from fault_trials.verdict import judge
from fault_trials.visitor import NO_ANSWER

ROUNDS = 5
SECONDS = 3


def everything_is_killed(site):
    for number in range(1, ROUNDS + 1):
        before = database.references(site)
        with Crowd(site) as crowd:
            time.sleep(SECONDS)
            site.kill()
            time.sleep(0.5)
        stored = len(database.references(site) - before) - len(set(crowd.acknowledged))
        site.start()
        crowd.send_again()
        remark = f"{stored} were stored and not answered: sent again, same reference"
        yield judge(f"kill -9 of all, round {number}", site, before, crowd, {302, NO_ANSWER}, remark)


def the_database_crashes(site):
    if not database.POSTGRESQL:
        return
    for number in range(1, ROUNDS + 1):
        before = database.references(site)
        with Crowd(site) as crowd:
            time.sleep(SECONDS)
            database.crash_and_restart()
            time.sleep(SECONDS)
        crowd.send_again()
        yield judge(f"database crash (-m immediate), round {number}", site, before, crowd, {302, 503})
