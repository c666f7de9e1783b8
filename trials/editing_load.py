"""Previews and saves a page in six sessions at once: editing_load.py SITE SECONDS. Called by trials/editing_load."""

import json
import sys
import threading
import time
from collections import Counter

import django
import requests

django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402

from content.models import HomePage, InformationPage  # noqa: E402

PREVIEWING, SAVING = 4, 2
PASSWORD = "only for this load, on this machine"
SLOWEST_ANSWER = 60


def main(site, seconds):
    address = f"{site}/cms/pages/{make_page().pk}/edit/"
    editors = [make_editor(f"editor-{number}") for number in range(PREVIEWING + SAVING)]
    sessions = [signed_in(site, editor) for editor in editors]
    steps = [preview] * PREVIEWING + [save] * SAVING
    ends, seen = time.monotonic() + seconds, [Counter() for _ in steps]
    threads = [
        threading.Thread(target=work, args=(step, session, address, ends, own))
        for step, session, own in zip(steps, sessions, seen, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return report(sum(seen, Counter()), seconds)


def make_page():
    page = InformationPage(slug="load", title="Load", summary="Words.", live=False)
    return HomePage.objects.get().add_child(instance=page)


def make_editor(username):
    editor = User.objects.create_user(username, password=PASSWORD, is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    return username


def signed_in(site, username):
    session = requests.Session()
    address = f"{site}/accounts/login/"
    session.get(address)
    answer = session.post(address, form(session) | {"login": username, "password": PASSWORD, "next": "/cms/"})
    if not answer.url.endswith("/cms/"):
        sys.exit(f"{username} could not sign in.")
    return session


def work(step, session, address, ends, seen):
    number = 0
    while time.monotonic() < ends:
        number += 1
        for name, outcome in step(session, address, f"Words {number}."):
            seen[name, outcome] += 1


def preview(session, address, words):
    sent = session.post(f"{address}preview/", page_form(session, words), timeout=SLOWEST_ANSWER)
    is_valid = sent.ok and sent.json()["is_valid"]
    yield "preview sent", sent.status_code if is_valid or not sent.ok else "refused"
    shown = session.get(f"{address}preview/?in_preview_panel=true", timeout=SLOWEST_ANSWER)
    yield "preview shown", shown.status_code if words in shown.text or not shown.ok else "other words"


def save(session, address, words):
    saved = session.post(address, page_form(session, words) | {"action-save": "yes"}, timeout=SLOWEST_ANSWER)
    yield "saved", saved.status_code if saved.url == address or not saved.ok else "not saved"


def page_form(session, words):
    paragraph = {"key": "a", "text": words, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    heading = {"type": "heading", "id": "", "order": 0, "deleted": "", "value-text": words, "value-level": "2"}
    text = {"type": "text", "id": "", "order": 1, "deleted": "", "value-sources-count": "0"}
    text |= {"value-text": json.dumps({"blocks": [paragraph], "entityMap": {}}), "value-facts": ""}
    body = {f"body-0-{name}": value for name, value in (heading | {"value-facts": ""}).items()}
    body |= {f"body-1-{name}": value for name, value in text.items()}
    lines = {"title": "Load", "slug": "load", "summary": words, "status_line": "", "body-count": 2}
    return form(session) | lines | body | {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}


def form(session):
    return {"csrfmiddlewaretoken": session.cookies.get("csrf", "")}


def report(seen, seconds):
    print(f"{PREVIEWING} people previewed and {SAVING} saved one page for {seconds} seconds.")
    for (name, outcome), count in sorted(seen.items(), key=str):
        print(f"  {name:<16}{outcome!s:<14}{count:>6}")
    wrong = sum(count for (_, outcome), count in seen.items() if outcome != requests.codes.ok)
    print(f"{sum(seen.values())} answers, {wrong} wrong.")
    return bool(wrong) or not seen


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
