"""Redis ends or hangs. Pages, forms and editing go on, and nothing is old once it is back."""

import time

from fault_trials import database
from fault_trials.crowd import Crowd
from fault_trials.verdict import judge

from host_trials import editor, staff
from host_trials.freshness import read_after, says
from host_trials.programs import wait_until

SECONDS = 6
TRIAGE = "/admin/contact/consultationrequest/"


def redis_ends(site):
    yield from away(site, "Redis ends", site.redis.stop, site.redis.start)


def redis_hangs(site):
    yield from away(site, "Redis hangs", site.redis.hang, site.redis.wake_up)


def away(site, fault, ends, comes_back):
    before = database.references(site)
    with Crowd(site, visitors=6) as crowd:
        time.sleep(1)
        ends()
        time.sleep(SECONDS)
        began = time.monotonic()
        words = editor.change_the_page()
        published = time.monotonic() - began
        late = wait_until(lambda: all(says(door, words) for door in site.doors))
    signed_in = staff.sign_in(site, site.doors[1]).statuses(site.doors, TRIAGE)
    comes_back()
    heard = site.wait_until_all_hear()
    remark = (
        f"publishing took {published:.1f} s, the other host was new {late:.1f} s later, all heard {heard:.1f} s after"
    )
    verdict = judge(fault, site, before, crowd, {302}, remark + " the return")
    verdict.wrong += [] if signed_in == [200] * 3 else [f"staff: {signed_in}"]
    yield verdict
    yield read_after(site, f"{fault}: a page is published after the return", editor.change_the_page)
