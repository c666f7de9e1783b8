"""What happens when a new version is put in place, or a worker ends."""

import time

from fault_trials import database
from fault_trials.crowd import Crowd
from fault_trials.verdict import judge

TIMES = 10
SECONDS = 2


def the_site_is_reloaded(site):
    yield under_load(site, "HUP reload, ten times", site.reload)


def a_worker_is_ended(site):
    yield under_load(site, "TERM of a worker, ten times", site.end_one_worker)


def under_load(site, fault, happens):
    before = database.references(site)
    with Crowd(site) as crowd:
        for _ in range(TIMES):
            time.sleep(SECONDS)
            happens()
        time.sleep(SECONDS)
    return judge(fault, site, before, crowd, {302})
