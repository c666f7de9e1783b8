"""Another program keeps the database to itself."""

import threading
import time

from fault_trials import database
from fault_trials.crowd import Crowd
from fault_trials.verdict import judge
from fault_trials.visitor import Form

SECONDS = [8, 26]


def the_database_is_locked(site):
    for seconds in SECONDS:
        yield locked_for(site, seconds)


def locked_for(site, seconds):
    before = database.references(site)
    crowd = Crowd(site, visitors=1)
    form = Form()
    answers = []
    sending = threading.Thread(target=lambda: answers.append(crowd.visitors[0].send(form)))
    began = time.monotonic()
    with database.locked(site):
        sending.start()
        sending.join(seconds)
        time.sleep(max(0, began + seconds - time.monotonic()))
    sending.join()
    first = answers[0]
    crowd.statuses[first.status] += 1
    if first.reference:
        crowd.acknowledged.append(first.reference)
    else:
        crowd.unanswered.append(form)
    crowd.send_again()
    kept = first.reference or form.message in first.page
    verdict = judge(f"database locked for {seconds} s", site, before, crowd, {302, 503})
    verdict.remark = "stored at the first send" if first.reference else "text kept, stored at the second send"
    verdict.wrong += [] if kept else ["the text is gone"]
    return verdict
