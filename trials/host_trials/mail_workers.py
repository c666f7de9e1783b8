"""A mail worker is killed while it holds a mail."""

import contextlib
import time

from fault_trials import database
from fault_trials.crowd import Crowd
from fault_trials.mail import catch_up
from fault_trials.mail_server import HANGS, WELL
from fault_trials.site import kill_group
from fault_trials.verdict import judge
from fault_trials.visitor import Form

from host_trials.programs import wait_until

REQUESTS = 20
SECONDS_OF_A_LEASE = 180
LEASED = "SELECT count(*) FROM contact_outboxmessage WHERE sent_at IS NULL AND leased_until > now()"
UNSENT = "SELECT count(*) FROM contact_outboxmessage WHERE sent_at IS NULL AND ended_at IS NULL"


def a_mail_worker_is_killed(site, server):
    wait_until(lambda: count(site, UNSENT) == 0, seconds=240)
    before = database.references(site)
    server.mood = HANGS
    crowd = Crowd(site, visitors=1)
    crowd.unanswered = [Form() for _ in range(REQUESTS)]
    crowd.send_again()
    wait_until(lambda: count(site, LEASED) == len(site.hosts))
    kill_group(site.hosts[0].mail_worker)
    site.hosts[0].mail_worker = None
    server.mood = WELL
    began = time.monotonic()
    catch_up(site, server, crowd, seconds=2 * SECONDS_OF_A_LEASE)
    took = time.monotonic() - began
    verdict = judge("kill -9 of a mail worker with a mail in its hands", site, before, crowd, {302})
    late = set(crowd.acknowledged) - server.delivered
    verdict.remark = f"the other sent all {REQUESTS}, the last after {took:.0f} s"
    verdict.wrong += [f"{len(late)} mails never went out"] if late else []
    site.hosts[0].start_mail_worker()
    yield verdict


def every_mail_went_out(site):
    """What is left at the end of all trials."""
    with contextlib.suppress(TimeoutError):
        wait_until(lambda: count(site, UNSENT) == 0, seconds=240)
    return count(site, UNSENT) == 0


def count(site, sql):
    return database.ask(site, sql)[0]
