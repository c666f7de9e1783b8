"""The mail server is down or out of its mind. Requests do not wait for it, and every mail goes out in the end."""

import time

from running_site.programs import wait_until
from running_site.verdict import judge
from running_site.visitors import Crowd, Form

from tests.builders.mail_server import DROPS, HANGS, REFUSES, WELL

REQUESTS = 20
SECONDS_TO_TYPE = 4
SECONDS_A_MOOD = 8
SECONDS_TO_CATCH_UP = 60
SECONDS_TO_END = 8
SECONDS_OF_A_LEASE = 180
UNSENT = "sent_at IS NULL AND ended_at IS NULL"


def mail(site):
    for mood in (REFUSES, HANGS, DROPS):
        crowd = sent(site, mood)
        time.sleep(SECONDS_A_MOOD)
        early = len(set(site.mail_server.copies) & set(crowd.acknowledged))
        yield once_it_is_well(f"mail server {mood}", crowd, f"{early} mails during it, all {REQUESTS} after it")
    yield the_worker_is_ended(site)


def the_worker_is_ended(site):
    """By TERM, with a mail in its hands and a mail server that says nothing."""
    crowd = sent(site, HANGS)
    time.sleep(3)
    began = time.monotonic()
    site.mail_worker.process.terminate()
    site.mail_worker.process.wait(SECONDS_OF_A_LEASE)
    took = time.monotonic() - began
    site.mail_worker.start()
    seconds = SECONDS_OF_A_LEASE + SECONDS_TO_CATCH_UP
    verdict = once_it_is_well("TERM of the mail worker, mail server hangs", crowd, f"ended after {took:.1f} s", seconds)
    twice = sum(site.mail_server.copies[reference] > 1 for reference in crowd.acknowledged)
    return verdict.must(took <= SECONDS_TO_END, "it did not end").must(not twice, f"{twice} mails were sent twice")


def sent(site, mood):
    """A crowd whose forms were stored while the server is so."""
    site.mail_server.become(mood)
    crowd = Crowd(site)
    # Whoever sends a form within seconds of opening it is suspected, and gets no mail.
    time.sleep(SECONDS_TO_TYPE)
    crowd.send_all([Form() for _ in range(REQUESTS)])
    return crowd


def once_it_is_well(fault, crowd, remark="", seconds=SECONDS_TO_CATCH_UP):
    crowd.site.mail_server.become(WELL)

    def all_are_sent():
        bring_forward(crowd.site)
        return set(crowd.acknowledged) <= set(crowd.site.mail_server.copies)

    wait_until("every mail is sent", all_are_sent, seconds)
    return judge(fault, crowd, {302}, remark)


def bring_forward(site):
    """The pause between two tries grows to an hour, and a lease lasts for minutes: here the next try is now."""
    site.database.do(f"UPDATE contact_outboxmessage SET next_attempt_at = created_at WHERE {UNSENT} AND attempts > 0")


def count(site, condition):
    return site.database.ask(f"SELECT count(*) FROM contact_outboxmessage WHERE {condition}")[0]
