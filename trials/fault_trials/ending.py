"""A worker, all programs or the database end while requests come in."""

import time

from running_site.database import POSTGRESQL, crash_and_restart
from running_site.verdict import judge
from running_site.visitors import NO_ANSWER, Crowd

TIMES, ROUNDS = 10, 5
SECONDS = 2


def the_site_is_reloaded(site):
    yield under_load(site, "HUP reload, ten times", site.reload)


def a_worker_is_ended(site):
    yield under_load(site, "TERM of a worker, ten times", site.end_one_worker)


def under_load(site, fault, happens):
    with Crowd(site) as crowd:
        for _ in range(TIMES):
            time.sleep(SECONDS)
            happens()
        time.sleep(SECONDS)
    return judge(fault, crowd, {302})


def everything_is_killed(site):
    for number in range(1, ROUNDS + 1):
        with Crowd(site) as crowd:
            time.sleep(SECONDS)
            site.kill()
            time.sleep(0.5)
        stored = len(site.database.references() - crowd.before) - len(set(crowd.acknowledged))
        site.start()
        crowd.send_again()
        remark = f"{stored} were stored and not answered: sent again, same reference"
        yield judge(f"kill -9 of all, round {number}", crowd, {302, NO_ANSWER}, remark)


def the_database_crashes(site):
    for number in range(1, ROUNDS + 1) if POSTGRESQL else ():
        with Crowd(site) as crowd:
            time.sleep(SECONDS)
            crash_and_restart()
            time.sleep(SECONDS)
        crowd.send_again()
        yield judge(f"database crash (-m immediate), round {number}", crowd, {302, 503})
