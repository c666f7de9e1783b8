"""Runs every trial, or those that are named, one after the other, and prints a row for each."""

import re
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from fault_trials.mail import REQUESTS, SECONDS_OF_A_LEASE, SECONDS_TO_TYPE, UNSENT, count, once_it_is_well
from running_site import staff
from running_site.freshness import read_after, readers
from running_site.mail_server import HANGS, MailServer
from running_site.nginx import Nginx
from running_site.programs import wait_until
from running_site.site import Site, production_settings
from running_site.verdict import Verdict, end_in_order, judge, run
from running_site.visitors import Crowd, Door, Form, Visitor

PUBLISHES = 100
ROUNDS, SECONDS = 3, 4
SIGN_IN = "/accounts/login/"
MOST_WRONG_TRIES = 5


class ManyHosts:
    """Stands where other trials have a Site."""

    def __init__(self, stack):
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        self.mail_server, shared = MailServer(), production_settings()
        self.hosts = [self.host(folder / name, shared) for name in ("host1", "host2")]
        self.nginx = Nginx(folder / "nginx", folder, [host.port for host in self.hosts], "many-hosts.conf")
        self.doors = [replace(host.doors[0], name=host.data_dir.name) for host in self.hosts]
        self.doors.append(Door(self.nginx.port, "nginx", is_nginx=True))
        # 0 on the host where it happens; the other asks for news once a second.
        self.goals = dict(zip(self.doors, (0, 3, 3), strict=True))
        self.database, self.manage = self.hosts[0].database, self.hosts[0].manage
        self.nginx.configure()
        for program in (*self.hosts, self.nginx):
            stack.enter_context(program)

    def host(self, folder, shared):
        """A machine of its own, but for uploaded images, which lie in one folder instead of a bucket."""
        folder.mkdir()
        (folder.parent / "media").mkdir(exist_ok=True)
        (folder / "media").symlink_to(folder.parent / "media")
        return Site(folder, mail_server=self.mail_server, **shared)


def pages_are_published(site):
    with readers(site.doors[1]):
        yield read_after("a page is published", staff.change_the_page, site.goals, PUBLISHES)


def other_things_change(site):
    source, image, redirect = staff.make_what_changes()
    changes = {
        "the clinic's details change": staff.change_the_clinic,
        "a source changes": lambda: staff.change(source, "citation"),
        "an image gets another file": lambda: staff.change_an_image(image),
        "a redirect changes": lambda: staff.change_a_redirect(redirect),
        "a page is taken away": staff.unpublish,
        "a page comes back": staff.publish_again,
    }
    for fault, change in changes.items():
        yield read_after(fault, change, site.goals, times=1 if "page" in fault else 10)


def open_the_envelope(site):
    """The one account that is made with all it takes to sign in; earlier sessions of it end."""
    said = site.hosts[0].said_by("break_glass")
    name, password, codes = (
        re.search(rf"{what} +(.+)", said)[1] for what in ("user name", "password", "recovery codes")
    )
    return name, password, codes.split()


def an_editor_moves_between_hosts(site):
    name, password, codes = open_the_envelope(site)
    editor = Visitor(site.doors[0], "127.0.0.77")
    editor.post(SIGN_IN, login=name, password=password)
    editor.post("/accounts/2fa/authenticate/", code=codes[0])
    inside = [editor.get("/admin/", door)[0].status for door in site.doors]
    open_the_envelope(site)
    outside = [editor.get("/admin/", door)[0].status for door in site.doors]
    verdict = Verdict("a session is opened, then ended", Counter(inside + outside))
    verdict.must(inside == [200] * 3, f"signed in on the first host: {inside}")
    yield verdict.must(outside == [302] * 3, f"session ended on the first host: {outside}")


def wrong_tries_count_everywhere(site):
    name, password, _ = open_the_envelope(site)

    def sign_in(door, address="127.0.0.88", **fields):
        return Visitor(door, address).post(SIGN_IN, **{"login": name, "password": password} | fields)[0].status

    tries = [sign_in(site.doors[number % 2], password="wrong") for number in range(MOST_WRONG_TRIES)]
    after = [sign_in(door) for door in site.doors]
    elsewhere = sign_in(site.doors[0], address="127.0.0.89")
    verdict = Verdict("wrong passwords at both hosts in turn", Counter([*tries, *after, elsewhere]))
    verdict.must(after == [429] * 3, f"right password after {MOST_WRONG_TRIES} wrong ones: {after}")
    yield verdict.must(elsewhere == 302, f"from another address: {elsewhere}")


def a_mail_worker_is_killed(site):
    wait_until(lambda: not count(site, UNSENT), seconds=240)
    site.mail_server.become(HANGS)
    crowd = Crowd(site, visitors=1)
    time.sleep(SECONDS_TO_TYPE)
    crowd.send_all([Form() for _ in range(REQUESTS)])
    wait_until(lambda: count(site, "sent_at IS NULL AND leased_until > now()") == len(site.hosts))
    site.hosts[0].mail_worker.kill()
    began = time.monotonic()
    fault, seconds = "kill -9 of a mail worker with a mail in its hands", 2 * SECONDS_OF_A_LEASE
    verdict = once_it_is_well(fault, crowd, "", seconds)
    verdict.remark = f"the other sent all {REQUESTS}, the last after {time.monotonic() - began:.0f} s"
    site.hosts[0].mail_worker.start()
    yield verdict


def one_form_comes_in_everywhere(site):
    crowd = Crowd(site, visitors=len(site.doors))
    crowd.send_at_once([Form() for _ in range(10)] * 7)
    yield judge("10 forms, each 7 times at once, at all doors", crowd, {302})


def forms_come_in_everywhere(site):
    with Crowd(site, visitors=9) as crowd:
        time.sleep(5 * SECONDS)
    yield judge("forms at both hosts and nginx", crowd, {302}, f"9 visitors, {5 * SECONDS} s")


def a_host_dies(site):
    nginx = site.doors[-1]
    for number in range(1, ROUNDS + 1):
        host, door = site.hosts[number % 2], site.doors[number % 2]
        with readers(nginx, 1) as statuses, Crowd(site, doors=[nginx]) as crowd:
            time.sleep(SECONDS)
            host.web.kill()
            time.sleep(SECONDS)
            is_new = staff.change_the_page()
            host.web.start()
            old = sum(not is_new(door) for _ in range(10))
            time.sleep(SECONDS)
        crowd.send_again()
        remark = f"{statuses[200]} pages were read meanwhile"
        verdict = judge(f"kill -9 of {door.name} behind nginx, round {number}", crowd, {302}, remark)
        yield verdict.must(not old, f"{old} old after its return").must(
            set(statuses) == {200}, f"pages: {dict(statuses)}"
        )


def what_is_left(site):
    wait_until(lambda: not count(site, UNSENT), seconds=240)
    left = count(site, UNSENT)
    yield Verdict("at the end").must(not left, f"{left} mails did not go out")


TRIALS = {
    "pages": pages_are_published,
    "changes": other_things_change,
    "session": an_editor_moves_between_hosts,
    "lock-out": wrong_tries_count_everywhere,
    "mail": a_mail_worker_is_killed,
    "repeats": one_form_comes_in_everywhere,
    "forms": forms_come_in_everywhere,
    "host": a_host_dies,
    "left": what_is_left,
}

if __name__ == "__main__":
    end_in_order()
    with ExitStack() as stack:
        site = ManyHosts(stack)
        staff.come_to_work(site.hosts[0])
        sys.exit(not run(TRIALS, sys.argv[1:], site))
