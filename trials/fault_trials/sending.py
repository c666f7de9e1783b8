"""Forms come in many times, with a stale token, or while the database is locked and programs end."""

import time
from concurrent.futures import ThreadPoolExecutor

from running_site.database import POSTGRESQL, crash_and_restart
from running_site.verdict import judge
from running_site.visitors import HIDDEN, NO_ANSWER, Crowd, Form

FORMS, TIMES = 4, 25
LOCKED_SECONDS = [8, 26]
ENDINGS, ROUNDS, SECONDS = 10, 5, 2


def repeats(site):
    crowd = Crowd(site)
    crowd.send_at_once([Form() for _ in range(FORMS)] * TIMES)
    yield judge(f"{FORMS} forms sent {TIMES} times each at once", crowd, {302})


def answers(site):
    """Back, other answers, Send: the same key, and a request of its own."""
    crowd, first = Crowd(site), Form()
    crowd.send_all([first, Form(key=first.key), Form(key=first.key), first])
    stored = len(site.database.references() - crowd.before)
    verdict = judge("one form, three answers, the first sent again", crowd, {302})
    yield verdict.must(stored == 3, f"{stored} requests instead of 3")


def session(site):
    crowd = Crowd(site, **{"__Host-sid": "gone"})
    crowd.send(Form())
    yield judge("session gone", crowd, {302})


def token(site):
    crowd, form = Crowd(site), Form()
    hidden = crowd.visitors[0].hidden
    hidden["csrfmiddlewaretoken"] = "x" * 64
    refused = crowd.send(form)
    hidden.update(HIDDEN.findall(refused.page))
    crowd.send_again()
    verdict = judge("stale token, then Send again", crowd, {403, 302}, "text kept")
    yield verdict.must(refused.status == 403 and form.message in refused.page, "the text is gone")


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
