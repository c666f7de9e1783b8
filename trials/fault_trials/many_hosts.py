"""One site on two web hosts behind one nginx. Runs every trial, or those that are named, and prints a row for each."""

import sys
import time
from collections import Counter

from running_site import staff
from running_site.freshness import read_after, readers
from running_site.programs import wait_until
from running_site.site import ManyHosts
from running_site.verdict import Verdict, end_in_order, judge, run
from running_site.visitors import Crowd

from fault_trials.mail import REQUESTS, SECONDS_OF_A_LEASE, UNSENT, count, once_it_is_well, sent
from tests.builders.mail_server import HANGS

ROUNDS, SECONDS = 3, 4


def pages(site):
    # 0 on the host where it happens; the other looks once a second.
    goals = dict(zip(site.doors, (0, 3, 3), strict=True))
    yield read_after("a page is published", staff.change_the_page, goals)


def session(site):
    cookie = "=".join(*staff.session_of(staff.owner()).items())
    inside = [door.status("/admin/", Cookie=cookie) for door in site.doors]
    site.database.do("DELETE FROM django_session")
    outside = [door.status("/admin/", Cookie=cookie) for door in site.doors]
    verdict = Verdict("a session is opened, then ended", Counter(inside + outside))
    yield verdict.must((inside, outside) == ([200] * 3, [302] * 3), f"{inside}, then {outside}")


def mail(site):
    wait_until("earlier mails are sent", lambda: not count(site, UNSENT), 240)
    crowd = sent(site, HANGS)
    leased = "sent_at IS NULL AND leased_until > now()"
    wait_until("both workers have a mail in their hands", lambda: count(site, leased) == len(site.hosts))
    site.hosts[0].mail_worker.kill()
    began = time.monotonic()
    verdict = once_it_is_well("kill -9 of a mail worker with a mail in its hands", crowd, "", 2 * SECONDS_OF_A_LEASE)
    verdict.remark = f"the other sent all {REQUESTS}, the last after {time.monotonic() - began:.0f} s"
    site.hosts[0].mail_worker.start()
    yield verdict


def forms(site):
    with Crowd(site, visitors=9) as crowd:
        time.sleep(5 * SECONDS)
    yield judge("forms at both hosts and nginx", crowd, {302}, f"9 visitors, {5 * SECONDS} s")


def host(site):
    nginx = site.doors[-1]
    for number in range(1, ROUNDS + 1):
        one, door = site.hosts[number % 2], site.doors[number % 2]
        with readers(nginx) as statuses, Crowd(site, visitors=8, doors=[nginx]) as crowd:
            time.sleep(SECONDS)
            one.web.kill()
            time.sleep(SECONDS)
            is_new = staff.change_the_page()
            one.web.start()
            old = sum(not is_new(door) for _ in range(10))
            time.sleep(SECONDS)
        crowd.send_again()
        remark = f"{statuses[200]} pages were read meanwhile"
        verdict = judge(f"kill -9 of {door.name} behind nginx, round {number}", crowd, {302}, remark)
        verdict.must(not old, f"{old} old after its return")
        yield verdict.must(set(statuses) == {200}, f"pages: {dict(statuses)}")


TRIALS = {trial.__name__: trial for trial in (pages, session, mail, forms, host)}

if __name__ == "__main__":
    end_in_order()
    with ManyHosts() as site:
        staff.come_to_work(site)
        run(TRIALS, sys.argv[1:], site)
