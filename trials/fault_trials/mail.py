"""The mail server is down or out of its mind. Requests do not wait for it, and every mail goes out in the end."""

import secrets
import time
from statistics import median

from running_site.database import POSTGRESQL
from running_site.programs import wait_until
from running_site.verdict import judge
from running_site.visitors import Crowd, Form, Visitor

from tests.builders.mail_server import DROPS, DROPS_AFTER_DATA, HANGS, REFUSES, REFUSES_FOR_GOOD, SLOW, WELL

REQUESTS = 20
SECONDS_TO_TYPE = 4
SECONDS_A_MOOD = 8
SECONDS_TO_CATCH_UP = 60
SECONDS_TO_END = 8
MOST_COPIES = 3
SECONDS_OF_A_LEASE = 180
RESETS = 20
RESET = "/accounts/password/reset/"
ACCOUNT = "staff@example.org"
MOST_TIMES_SLOWER = 1.2
UNSENT = "sent_at IS NULL AND ended_at IS NULL"
NOW = "now()" if POSTGRESQL else "strftime('%Y-%m-%d %H:%M:%f', 'now')"


def mail(site):
    for mood in (REFUSES, HANGS, DROPS):
        yield in_a_mood(site, mood)
    yield visitors_are_refused(site)
    yield whole_mails_are_dropped(site)
    yield two_workers_send(site)
    yield the_worker_is_ended(site)
    yield resets_are_asked_for(site)


def in_a_mood(site, mood):
    crowd = sent(site, mood)
    time.sleep(SECONDS_A_MOOD)
    early = len(set(site.mail_server.copies) & set(crowd.acknowledged))
    return once_it_is_well(f"mail server {mood}", crowd, f"{early} mails during it, all {REQUESTS} after it")


def visitors_are_refused(site):
    """Their mails end; those to staff go on until they are sent."""
    crowd = sent(site, REFUSES_FOR_GOOD, with_email=True)
    wait_until(lambda: ended(site, "refused") >= REQUESTS)
    refused = ended(site, "refused")
    verdict = once_it_is_well("mail server refuses for good", crowd, f"{refused} mails to visitors ended")
    return verdict.must(refused == REQUESTS, "not every mail to a visitor ended")


def whole_mails_are_dropped(site):
    """Each may have arrived: mails to visitors end after three copies, those to staff are tried once a day."""
    crowd = sent(site, DROPS_AFTER_DATA, with_email=True)
    for _ in range(MOST_COPIES + 1):
        wait_until(lambda: not count(site, f"{UNSENT} AND next_attempt_at <= {NOW}"))
        bring_forward(site)
    wait_until(lambda: ended(site, "given_up") >= REQUESTS)
    copies, given_up = max(site.mail_server.acknowledgements.values()), ended(site, "given_up")
    remark = f"{copies} copies to a visitor, {given_up} mails ended"
    verdict = once_it_is_well("mail server hangs up after whole mails", crowd, remark)
    verdict.must(copies <= MOST_COPIES, f"{copies} copies of a mail")
    return verdict.must(given_up == REQUESTS, "not every mail to a visitor ended")


def two_workers_send(site):
    """Both are busy at once: every mail takes a while."""
    with site.program("manage.py", "send_mail"):
        crowd = sent(site, SLOW)
        catch_up(crowd)
    return none_twice(once_it_is_well("two mail workers, slow mail server", crowd, ""), crowd)


def the_worker_is_ended(site):
    """By TERM, with a mail in its hands and a mail server that says nothing."""
    crowd = sent(site, HANGS)
    time.sleep(3)
    began = time.monotonic()
    site.mail_worker.process.terminate()
    site.mail_worker.process.wait()
    took = time.monotonic() - began
    site.mail_worker.start()
    remark, seconds = f"ended after {took:.1f} s, ", SECONDS_OF_A_LEASE + SECONDS_TO_CATCH_UP
    verdict = once_it_is_well("TERM of the mail worker, mail server hangs", crowd, remark, seconds)
    return none_twice(verdict.must(took <= SECONDS_TO_END, "it did not end"), crowd)


def resets_are_asked_for(site):
    """Forms are timed in pairs: while resets come in with a mail server that hangs, and with one that is well."""
    site.database.do(f"UPDATE auth_user SET email = '{ACCOUNT}'")
    crowd, seconds, refused = Crowd(site), {WELL: [], HANGS: []}, 0
    for number in range(RESETS):
        for mood in (WELL, HANGS) if number % 2 else (HANGS, WELL):
            site.mail_server.become(mood)
            refused += Visitor(site.doors[0]).post(RESET, email=ACCOUNT)[0].status != 302
            crowd.send(Form())
            seconds[mood].append(crowd.seconds[-1])
    site.mail_server.become(WELL)
    ratio = median(seconds[HANGS]) / median(seconds[WELL])
    remark = f"forms took {ratio:.2f} times as long while it hung"
    verdict = judge(f"{RESETS} resets, mail server hangs", crowd, {302}, remark)
    verdict.must(ratio <= MOST_TIMES_SLOWER, "resets kept forms waiting")
    return verdict.must(not refused, f"{refused} resets were not answered")


def sent(site, mood, with_email=False):
    """A crowd whose forms were stored while the server is so."""
    site.mail_server.become(mood)
    crowd = Crowd(site)
    # Whoever sends a form within seconds of opening it is suspected, and gets no mail.
    time.sleep(SECONDS_TO_TYPE)
    emails = [f"{secrets.token_hex(4)}@example.org" if with_email else "" for _ in range(REQUESTS)]
    crowd.send_all([Form(email=email) for email in emails])
    return crowd


def once_it_is_well(fault, crowd, remark, seconds=SECONDS_TO_CATCH_UP):
    crowd.site.mail_server.become(WELL)
    late = catch_up(crowd, seconds)
    return judge(fault, crowd, {302}, remark).must(not late, f"{len(late)} mails never went out")


def none_twice(verdict, crowd):
    twice = sum(crowd.site.mail_server.copies[reference] > 1 for reference in crowd.acknowledged)
    verdict.remark += f"{twice} sent twice"
    return verdict.must(not twice, f"{twice} mails were sent twice")


def catch_up(crowd, seconds=SECONDS_TO_CATCH_UP):
    """Gives those whose mail did not go out."""

    def late():
        bring_forward(crowd.site)
        return set(crowd.acknowledged) - set(crowd.site.mail_server.copies)

    wait_until(lambda: not late(), seconds)
    return late()


def ended(site, ending):
    return count(site, f"ending = '{ending}'")


def count(site, condition):
    return site.database.ask(f"SELECT count(*) FROM contact_outboxmessage WHERE {condition}")[0]


def bring_forward(site):
    """The pause between two tries grows to an hour, and a lease lasts for minutes: here the next try is now."""
    site.database.do(f"UPDATE contact_outboxmessage SET next_attempt_at = created_at WHERE {UNSENT} AND attempts > 0")
