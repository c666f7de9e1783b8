"""One form comes in many times, or from a browser whose session or token is gone."""

import threading
from collections import defaultdict

from fault_trials import database
from fault_trials.crowd import Crowd
from fault_trials.verdict import judge
from fault_trials.visitor import Form, Visitor

FORMS, TIMES = 4, 25


def forms_are_sent_at_once(site):
    before = database.references(site)
    crowd = Crowd(site, visitors=1)
    forms = [Form() for _ in range(FORMS)]
    given = defaultdict(set)
    together = threading.Barrier(FORMS * TIMES)

    def send(form):
        together.wait()
        answer = crowd.visitors[0].send(form)
        crowd.statuses[answer.status] += 1
        given[form.key].add(answer.reference)
        crowd.acknowledged.append(answer.reference)

    threads = [threading.Thread(target=send, args=[form]) for form in forms * TIMES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    verdict = judge(f"{FORMS} forms sent {TIMES} times each at once", site, before, crowd, {302})
    verdict.wrong += [] if all(len(references) == 1 for references in given.values()) else ["several references"]
    yield verdict


def the_session_is_gone(site):
    before = database.references(site)
    crowd = Crowd(site, visitors=0)
    crowd.visitors = [Visitor(site.port, cookies="sid=gone")]
    crowd.unanswered = [Form()]
    crowd.send_again()
    yield judge("session gone", site, before, crowd, {302})


def the_token_is_stale(site):
    before = database.references(site)
    crowd = Crowd(site, visitors=1)
    visitor, form = crowd.visitors[0], Form()
    visitor.hidden["csrfmiddlewaretoken"] = "x" * 64
    refused = visitor.send(form)
    crowd.statuses[refused.status] += 1
    visitor.take_token_from(refused.page)
    crowd.unanswered = [form]
    crowd.send_again()
    verdict = judge("stale token, then Send again", site, before, crowd, {403, 302}, "text kept")
    verdict.wrong += [] if refused.status == 403 and form.message in refused.page else ["the text is gone"]
    yield verdict


def another_person_uses_the_form(site):
    """Back, other answers, Send: the same key, and a request of its own."""
    before = database.references(site)
    crowd = Crowd(site, visitors=1)
    first = Form()
    crowd.unanswered = [first, Form(key=first.key), Form(key=first.key), first]
    crowd.send_again()
    verdict = judge("one form, three answers, the first sent again", site, before, crowd, {302})
    stored = len(database.references(site) - before)
    verdict.wrong += [] if stored == 3 else [f"{stored} requests instead of 3"]
    yield verdict
