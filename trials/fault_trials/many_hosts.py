"""One site on two web hosts behind one nginx. Runs every trial, or those that are named, and prints a row for each."""

import re
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from running_site import staff
from running_site.freshness import read_after, readers
from running_site.nginx import Nginx
from running_site.programs import wait_until
from running_site.site import Site, production_settings
from running_site.verdict import Verdict, end_in_order, judge, run
from running_site.visitors import Crowd, Door, Form, Visitor

from fault_trials.mail import REQUESTS, SECONDS_OF_A_LEASE, SECONDS_TO_TYPE, UNSENT, count, once_it_is_well
from tests.builders.mail_server import HANGS, MailServer

PUBLISHES = 100
ROUNDS, SECONDS = 3, 4


class ManyHosts:
    """Stands where other trials have a Site."""

    def __init__(self, stack):
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        self.mail_server, shared = MailServer(), production_settings()
        self.hosts = [self.host(folder / name, shared) for name in ("host1", "host2")]
        nginx, ports = Nginx(folder / "nginx"), [host.port for host in self.hosts]
        nginx.configure(var=folder, gunicorn=ports, deployed="many-hosts.conf")
        self.doors = [replace(host.doors[0], name=host.data_dir.name) for host in self.hosts]
        self.doors.append(Door(nginx.port, "nginx", is_nginx=True))
        # 0 on the host where it happens; the other looks once a second.
        self.goals = dict(zip(self.doors, (0, 3, 3), strict=True))
        self.database, self.manage = self.hosts[0].database, self.hosts[0].manage
        for program in (*self.hosts, nginx):
            stack.enter_context(program)

    def host(self, folder, shared):
        """A machine of its own, but for uploaded images, which lie in one folder instead of a bucket."""
        folder.mkdir()
        (folder.parent / "media").mkdir(exist_ok=True)
        (folder / "media").symlink_to(folder.parent / "media")
        return Site(folder, mail_server=self.mail_server, **shared)


def pages(site):
    with readers(site.doors[1]):
        yield read_after("a page is published", staff.change_the_page, site.goals, PUBLISHES)


def changes(site):
    yield read_after("the clinic's details change", staff.change_the_clinic, site.goals)
    yield read_after("a page is taken away", staff.take_the_page_away, site.goals, times=1)
    yield read_after("a page comes back", staff.bring_the_page_back, site.goals, times=1)


def session(site):
    name, password, code = open_the_envelope(site)
    editor = Visitor(site.doors[0], "127.0.0.77")
    editor.post("/accounts/login/", login=name, password=password)
    editor.post("/accounts/2fa/authenticate/", code=code)
    inside = [editor.get("/admin/", door)[0].status for door in site.doors]
    open_the_envelope(site)
    outside = [editor.get("/admin/", door)[0].status for door in site.doors]
    verdict = Verdict("a session is opened, then ended", Counter(inside + outside))
    verdict.must(inside == [200] * 3, f"signed in on the first host: {inside}")
    yield verdict.must(outside == [302] * 3, f"session ended on the first host: {outside}")


def open_the_envelope(site):
    """The one account that is made with all it takes to sign in; earlier sessions of it end."""
    said = site.manage("break_glass").stdout
    return [re.search(rf"{what} +(\S+)", said)[1] for what in ("user name", "password", "recovery codes")]


def mail(site):
    wait_until(lambda: not count(site, UNSENT), seconds=240)
    site.mail_server.become(HANGS)
    crowd = Crowd(site)
    time.sleep(SECONDS_TO_TYPE)
    crowd.send_all([Form() for _ in range(REQUESTS)])
    wait_until(lambda: count(site, "sent_at IS NULL AND leased_until > now()") == len(site.hosts))
    site.hosts[0].mail_worker.kill()
    began = time.monotonic()
    verdict = once_it_is_well("kill -9 of a mail worker with a mail in its hands", crowd, "", 2 * SECONDS_OF_A_LEASE)
    verdict.remark = f"the other sent all {REQUESTS}, the last after {time.monotonic() - began:.0f} s"
    site.hosts[0].mail_worker.start()
    yield verdict


def forms(site):
    crowd = Crowd(site, visitors=3)
    crowd.send_at_once([Form() for _ in range(10)] * 7)
    yield judge("10 forms, each 7 times at once, at all doors", crowd, {302})
    with Crowd(site, visitors=9) as crowd:
        time.sleep(5 * SECONDS)
    yield judge("forms at both hosts and nginx", crowd, {302}, f"9 visitors, {5 * SECONDS} s")


def host(site):
    nginx = site.doors[-1]
    for number in range(1, ROUNDS + 1):
        one, door = site.hosts[number % 2], site.doors[number % 2]
        with readers(nginx, 1) as statuses, Crowd(site, visitors=8, doors=[nginx]) as crowd:
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
        yield verdict.must(not old, f"{old} old after its return").must(
            set(statuses) == {200}, f"pages: {dict(statuses)}"
        )


def left(site):
    wait_until(lambda: not count(site, UNSENT), seconds=240)
    yield Verdict("what is left to send at the end").must(not count(site, UNSENT), "mails did not go out")


TRIALS = {trial.__name__: trial for trial in (pages, changes, session, mail, forms, host, left)}

if __name__ == "__main__":
    end_in_order()
    with ExitStack() as stack:
        site = ManyHosts(stack)
        staff.come_to_work(site.hosts[0])
        run(TRIALS, sys.argv[1:], site)
