"""Previews and saves a page in six sessions at once: editing_load.py SECONDS. Called by trials/editing_load."""

import json
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from running_site.site import Site
from running_site.staff import come_to_work, session_of
from running_site.verdict import end_in_order
from running_site.visitors import Visitor

PREVIEWING, SAVING = 4, 2


def main(site, seconds):
    from tests.builders.editing import form_of
    from tests.builders.pages import make_whole_page
    from tests.builders.staff import make_staff

    page = make_whole_page(slug="load", live=False)
    address, fields = f"/cms/pages/{page.pk}/edit/", form_of(page)

    editors = [make_staff(f"editor-{number}", "Editors") for number in range(PREVIEWING + SAVING)]
    sessions = [Visitor(site.doors[0], **session_of(editor)) for editor in editors]
    ends = time.monotonic() + seconds

    def work(number, session):
        session.get(address)
        own, seen = fields | {"csrfmiddlewaretoken": session.cookies["__Host-csrf"]}, Counter()
        while time.monotonic() < ends:
            words = f"Words {number} {sum(seen.values())}."
            step = preview if number < PREVIEWING else save
            seen.update(step(session, address, own | {"summary": words}, words))
        return seen

    with ThreadPoolExecutor(PREVIEWING + SAVING) as pool:
        seen = sum(pool.map(work, range(PREVIEWING + SAVING), sessions), Counter())
    print(f"{PREVIEWING} people previewed and {SAVING} saved one page for {seconds} seconds: {dict(seen)}")
    return {outcome for _, outcome in seen} == {"ok"}


def preview(session, address, fields, words):
    answer, said = session.ask("POST", f"{address}preview/", fields)
    yield "preview sent", "ok" if answer.status == 200 and json.loads(said)["is_valid"] else answer.status
    answer, shown = session.get(f"{address}preview/?in_preview_panel=true")
    yield "preview shown", "ok" if words in shown else answer.status


def save(session, address, fields, words):
    answer, _ = session.ask("POST", address, fields | {"action-save": "yes"})
    yield "saved", "ok" if (answer.status, answer.headers["Location"]) == (302, address) else answer.status


if __name__ == "__main__":
    end_in_order()
    with Site(DATABASE_URL="") as site:
        come_to_work(site)
        sys.exit(not main(site, int(sys.argv[1])))
