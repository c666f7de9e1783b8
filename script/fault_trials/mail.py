"""The mail server is down or out of its mind. Requests do not wait for it, and every mail goes out in the end."""

import time
from contextlib import closing

from fault_trials import database
from fault_trials.crowd import Crowd
from fault_trials.mail_server import DROPS, HANGS, REFUSES, WELL
from fault_trials.verdict import judge
from fault_trials.visitor import Form

REQUESTS = 20
SECONDS_A_MOOD = 8
SECONDS_TO_CATCH_UP = 60


def the_mail_server_is_out_of_its_mind(site, server):
    for mood in (REFUSES, HANGS, DROPS):
        before = database.references(site)
        server.mood = mood
        crowd = Crowd(site, visitors=1)
        crowd.unanswered = [Form() for _ in range(REQUESTS)]
        crowd.send_again()
        time.sleep(SECONDS_A_MOOD)
        early = len(server.delivered & set(crowd.acknowledged))
        server.mood = WELL
        catch_up(site, server, crowd)
        late = set(crowd.acknowledged) - server.delivered
        remark = f"{early} mails during it, all {REQUESTS} after it"
        verdict = judge(f"mail server {mood}", site, before, crowd, {302}, remark)
        verdict.wrong += [f"{len(late)} mails never went out"] if late else []
        yield verdict


def catch_up(site, server, crowd, seconds=SECONDS_TO_CATCH_UP):
    """The pause between two tries grows to an hour: here the next one is brought forward."""
    deadline = time.monotonic() + seconds
    while set(crowd.acknowledged) - server.delivered and time.monotonic() < deadline:
        with closing(database.connect(site)) as connection:
            connection.execute(
                "UPDATE contact_outboxmessage SET next_attempt_at = created_at WHERE sent_at IS NULL AND attempts > 0"
            )
        time.sleep(1)
