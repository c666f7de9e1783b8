"""Forms come in at both hosts and at nginx, and the same form at both hosts at once."""

import threading
import time
from collections import defaultdict

from fault_trials import database
from fault_trials.crowd import Crowd
from fault_trials.verdict import judge
from fault_trials.visitor import Form

SECONDS = 20
VISITORS = 9
FORMS, TIMES = 10, 6


def forms_come_in_everywhere(site):
    before = database.references(site)
    with Crowd(site, VISITORS) as crowd:
        time.sleep(SECONDS)
    yield judge("forms at both hosts and nginx", site, before, crowd, {302}, f"{VISITORS} visitors, {SECONDS} s")


def one_form_comes_in_everywhere(site):
    before = database.references(site)
    crowd = Crowd(site, visitors=len(site.doors))
    given = defaultdict(set)
    together = threading.Barrier(FORMS * TIMES)

    def send(form, visitor):
        together.wait()
        answer = visitor.send(form)
        crowd.statuses[answer.status] += 1
        given[form.key].add(answer.reference)
        crowd.acknowledged.append(answer.reference)

    forms = [Form() for _ in range(FORMS)]
    sent = [(form, crowd.visitors[number % len(crowd.visitors)]) for form in forms for number in range(TIMES)]
    threads = [threading.Thread(target=send, args=one) for one in sent]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    verdict = judge(f"{FORMS} forms, each {TIMES} times at once, at all doors", site, before, crowd, {302})
    verdict.wrong += [] if all(len(references) == 1 for references in given.values()) else ["several references"]
    yield verdict
