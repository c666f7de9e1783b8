"""Forms come in many times, from many at once, while the database is locked and while programs end."""

import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

from running_site.database import POSTGRESQL, crash_and_restart
from running_site.programs import NAME
from running_site.staff import PAGE
from running_site.verdict import judge
from running_site.visitors import NO_ANSWER, Crowd, Form

FORMS, TIMES = 4, 25
CLIENTS, RUSH_SECONDS = 64, 10
LOCKED_SECONDS = [8, 26]
ENDINGS, ROUNDS, SECONDS = 10, 5, 2


def repeats(site):
    crowd = Crowd(site)
    crowd.send_at_once([Form() for _ in range(FORMS)] * TIMES)
    yield judge(f"{FORMS} forms sent {TIMES} times each at once", crowd, {302})


def rush(site):
    """Many send without a pause. wrk reads a page meanwhile, over new connections, and before."""
    crowd, door = Crowd(site, CLIENTS), site.doors[0]
    wrk = ["wrk", "-t1", "-c1", f"-d{RUSH_SECONDS}s", "--latency", "-H", "Connection: close", "-H", f"Host: {NAME}"]
    wrk += ["-H", "X-Forwarded-Proto: https", f"http://127.0.0.1:{door.port}{PAGE}"]
    quiet = subprocess.run(wrk, check=True, capture_output=True, text=True).stdout
    with crowd:
        rush = subprocess.run(wrk, check=True, capture_output=True, text=True).stdout
    before, meanwhile = (re.search(r"50% +(\S+)", said)[1] for said in (quiet, rush))
    remark = f"{len(crowd.acknowledged) / RUSH_SECONDS:.0f} requests/s; a page takes {meanwhile}, before {before}"
    yield judge(f"{CLIENTS} visitors without a pause", crowd, {302}, remark)


def locks(site):
    for seconds in LOCKED_SECONDS:
        crowd, form = Crowd(site), Form()
        with ThreadPoolExecutor(1) as pool, site.database.locked():
            sending = pool.submit(crowd.send, form)
            time.sleep(seconds)
        first = sending.result()
        crowd.send_again()
        remark = "stored at the first send" if first.reference else "text kept, stored at the second send"
        verdict = judge(f"database locked for {seconds} s", crowd, {302, 503}, remark)
        yield verdict.must(first.reference or form.message in first.page, "the text is gone")


def reload(site):
    yield under_load(site, "HUP reload, ten times", site.reload)


def worker(site):
    yield under_load(site, "TERM of a worker, ten times", site.end_one_worker)


def under_load(site, fault, happens):
    with Crowd(site, visitors=8) as crowd:
        for _ in range(ENDINGS):
            time.sleep(SECONDS)
            happens()
        time.sleep(SECONDS)
    return judge(fault, crowd, {302})


def kills(site):
    for number in range(1, ROUNDS + 1):
        with Crowd(site, visitors=8) as crowd:
            time.sleep(SECONDS)
            site.kill()
            time.sleep(0.5)
        stored = len(site.database.references() - crowd.before) - len(set(crowd.acknowledged))
        site.start()
        crowd.send_again()
        remark = f"{stored} were stored and not answered: sent again, same reference"
        yield judge(f"kill -9 of all, round {number}", crowd, {302, NO_ANSWER}, remark)


def database(site):
    for number in range(1, ROUNDS + 1) if POSTGRESQL else ():
        with Crowd(site, visitors=8) as crowd:
            time.sleep(SECONDS)
            crash_and_restart()
            time.sleep(SECONDS)
        crowd.send_again()
        yield judge(f"database crash (-m immediate), round {number}", crowd, {302, 503})
