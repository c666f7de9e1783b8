"""One form comes in many times, or from a browser whose session or token is gone."""

from running_site.verdict import judge
from running_site.visitors import Crowd, Form

FORMS, TIMES = 4, 25


def forms_are_sent_at_once(site):
    crowd = Crowd(site, visitors=1)
    crowd.send_at_once([Form() for _ in range(FORMS)] * TIMES)
    yield judge(f"{FORMS} forms sent {TIMES} times each at once", crowd, {302})


def another_person_uses_the_form(site):
    """Back, other answers, Send: the same key, and a request of its own."""
    crowd, first = Crowd(site, visitors=1), Form()
    crowd.send_all([first, Form(key=first.key), Form(key=first.key), first])
    stored = len(site.database.references() - crowd.before)
    verdict = judge("one form, three answers, the first sent again", crowd, {302})
    yield verdict.must(stored == 3, f"{stored} requests instead of 3")


def the_session_is_gone(site):
    crowd = Crowd(site, visitors=1, **{"__Host-sid": "gone"})
    crowd.send(Form())
    yield judge("session gone", crowd, {302})


def the_token_is_stale(site):
    crowd, form = Crowd(site, visitors=1), Form()
    visitor = crowd.visitors[0]
    visitor.hidden["csrfmiddlewaretoken"] = "x" * 64
    refused = crowd.send(form)
    visitor.take_token_from(refused.page)
    crowd.send_again()
    verdict = judge("stale token, then Send again", crowd, {403, 302}, "text kept")
    yield verdict.must(refused.status == 403 and form.message in refused.page, "the text is gone")
