"""The mail server is down or out of its mind. Requests do not wait for it, and every mail goes out in the end."""

import secrets
import statistics
import time
import urllib.error
import urllib.request
from contextlib import closing
from http.cookiejar import CookieJar
from urllib.parse import urlencode

from fault_trials import database
from fault_trials.crowd import Crowd
from fault_trials.mail_server import DROPS, DROPS_AFTER_DATA, HANGS, REFUSES, REFUSES_FOR_GOOD, SLOW, WELL
from fault_trials.site import kill_group
from fault_trials.verdict import judge
from fault_trials.visitor import Form

REQUESTS = 20
# More than ten requests an hour from one of them would be suspected.
VISITORS = 3
SECONDS_TO_TYPE = 4
SECONDS_A_MOOD = 8
SECONDS_TO_CATCH_UP = 60
SECONDS_TO_END = 8
MOST_COPIES = 3
SECONDS_OF_A_LEASE = 180
RESETS = 20
ACCOUNT = "staff@example.org"
MOST_TIMES_SLOWER = 1.2
UNSENT = "sent_at IS NULL AND ended_at IS NULL"
NOW = {True: "now()", False: "strftime('%Y-%m-%d %H:%M:%f', 'now')"}


def the_mail_server_is_out_of_its_mind(site, server):
    for mood in (REFUSES, HANGS, DROPS):
        yield in_a_mood(site, server, mood)
    yield visitors_are_refused(site, server)
    yield whole_mails_are_dropped(site, server)
    yield two_workers_send(site, server)
    yield the_worker_is_ended(site, server)
    yield resets_are_asked_for(site, server)


def in_a_mood(site, server, mood):
    before, crowd = sent(site, server, mood)
    time.sleep(SECONDS_A_MOOD)
    early = len(server.delivered & set(crowd.acknowledged))
    server.mood = WELL
    catch_up(site, server, crowd)
    remark = f"{early} mails during it, all {REQUESTS} after it"
    return with_every_mail(judge(f"mail server {mood}", site, before, crowd, {302}, remark), server, crowd)


def visitors_are_refused(site, server):
    """Their mails end; those to staff go on until they are sent."""
    before, crowd = sent(site, server, REFUSES_FOR_GOOD, with_email=True)
    wait_until(lambda: ended(site, "refused") >= REQUESTS)
    server.mood = WELL
    catch_up(site, server, crowd)
    refused = ended(site, "refused")
    verdict = judge("mail server refuses for good", site, before, crowd, {302}, f"{refused} mails to visitors ended")
    verdict.wrong += [] if refused == REQUESTS else ["not every mail to a visitor ended"]
    return with_every_mail(verdict, server, crowd)


def whole_mails_are_dropped(site, server):
    """Each may have arrived: mails to visitors end after three copies, those to staff are tried once a day."""
    before, crowd = sent(site, server, DROPS_AFTER_DATA, with_email=True)
    for _ in range(MOST_COPIES + 1):
        wait_until(lambda: not count(site, f"{UNSENT} AND next_attempt_at <= {NOW[bool(database.POSTGRESQL)]}"))
        bring_forward(site)
    wait_until(lambda: ended(site, "given_up") >= REQUESTS)
    copies = max(server.acknowledgements.values())
    remark = f"{copies} copies to a visitor, {ended(site, 'given_up')} mails ended"
    verdict = judge("mail server hangs up after whole mails", site, before, crowd, {302}, remark)
    verdict.wrong += [f"{copies} copies of a mail"] if copies > MOST_COPIES else []
    verdict.wrong += [] if ended(site, "given_up") == REQUESTS else ["not every mail to a visitor ended"]
    server.mood = WELL
    catch_up(site, server, crowd)
    return with_every_mail(verdict, server, crowd)


def two_workers_send(site, server):
    """Both are busy at once: every mail takes a while."""
    second = site.one_more_mail_worker()
    try:
        before, crowd = sent(site, server, SLOW)
        catch_up(site, server, crowd)
    finally:
        kill_group(second)
    server.mood = WELL
    doubles = sum(server.copies[reference] > 1 for reference in crowd.acknowledged)
    verdict = judge("two mail workers, slow mail server", site, before, crowd, {302}, f"{doubles} sent twice")
    verdict.wrong += [f"{doubles} mails were sent twice"] if doubles else []
    return with_every_mail(verdict, server, crowd)


def the_worker_is_ended(site, server):
    """By TERM, with a mail in its hands and a mail server that says nothing."""
    before, crowd = sent(site, server, HANGS)
    time.sleep(3)
    began = time.monotonic()
    site.mail_worker.terminate()
    site.mail_worker.wait()
    took = time.monotonic() - began
    server.mood = WELL
    site.start_mail_worker()
    catch_up(site, server, crowd, seconds=SECONDS_OF_A_LEASE + SECONDS_TO_CATCH_UP)
    doubles = sum(server.copies[reference] > 1 for reference in crowd.acknowledged)
    remark = f"ended after {took:.1f} s, {doubles} sent twice"
    verdict = judge("TERM of the mail worker, mail server hangs", site, before, crowd, {302}, remark)
    verdict.wrong += ["it did not end"] if took > SECONDS_TO_END else []
    verdict.wrong += [f"{doubles} mails were sent twice"] if doubles else []
    return with_every_mail(verdict, server, crowd)


def resets_are_asked_for(site, server):
    """Forms are timed in pairs: while resets come in with a mail server that hangs, and with one that is well."""
    before = database.references(site)
    with closing(database.connect(site)) as connection:
        connection.execute(f"UPDATE auth_user SET email = '{ACCOUNT}'")
    crowd = Crowd(site, visitors=1)
    seconds, refused = {WELL: [], HANGS: []}, 0
    for number in range(RESETS):
        for mood in (WELL, HANGS) if number % 2 else (HANGS, WELL):
            server.mood = mood
            refused += ask_for_a_reset(site) != 200
            seconds[mood].append(time_of_a_form(crowd))
    server.mood = WELL
    ratio = statistics.median(seconds[HANGS]) / statistics.median(seconds[WELL])
    remark = f"forms took {ratio:.2f} times as long while it hung"
    verdict = judge(f"{RESETS} resets, mail server hangs", site, before, crowd, {302}, remark)
    verdict.wrong += ["resets kept forms waiting"] if ratio > MOST_TIMES_SLOWER else []
    verdict.wrong += [f"{refused} resets were not answered"] if refused else []
    return verdict


def sent(site, server, mood, with_email=False):
    """The references that were there before, and a crowd of one whose forms were stored while the server is so."""
    before = database.references(site)
    server.mood = mood
    crowd = Crowd(site, visitors=VISITORS)
    # Whoever sends a form within seconds of opening it is suspected, and gets no mail.
    time.sleep(SECONDS_TO_TYPE)
    emails = [f"{secrets.token_hex(4)}@example.org" if with_email else "" for _ in range(REQUESTS)]
    crowd.unanswered = [Form(email=email) for email in emails]
    crowd.send_again()
    return before, crowd


def with_every_mail(verdict, server, crowd):
    late = set(crowd.acknowledged) - server.delivered
    verdict.wrong += [f"{len(late)} mails never went out"] if late else []
    return verdict


def time_of_a_form(crowd):
    crowd.unanswered = [Form()]
    began = time.monotonic()
    crowd.send_again()
    return time.monotonic() - began


def ask_for_a_reset(site):
    """For the first account, from an address of its own; gives the status that the visitor sees in the end."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    browser.addheaders = [("X-Forwarded-For", "198.19.{}.{}".format(*secrets.token_bytes(2)))]
    address = f"http://127.0.0.1:{site.port}/accounts/password/reset/"
    try:
        page = browser.open(address, timeout=50).read().decode()
        token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        fields = {"email": ACCOUNT, "csrfmiddlewaretoken": token}
        return browser.open(address, urlencode(fields).encode(), timeout=50).status
    except urllib.error.HTTPError as refused:
        return refused.code


def catch_up(site, server, crowd, seconds=SECONDS_TO_CATCH_UP):
    deadline = time.monotonic() + seconds
    while set(crowd.acknowledged) - server.delivered and time.monotonic() < deadline:
        bring_forward(site)
        time.sleep(1)


def wait_until(is_so, seconds=SECONDS_TO_CATCH_UP):
    deadline = time.monotonic() + seconds
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.5)


def ended(site, ending):
    return count(site, f"ending = '{ending}'")


def count(site, condition):
    return database.ask(site, f"SELECT count(*) FROM contact_outboxmessage WHERE {condition}")[0]


def bring_forward(site):
    """The pause between two tries grows to an hour, and a lease lasts for minutes: here the next try is now."""
    with closing(database.connect(site)) as connection:
        connection.execute(
            f"UPDATE contact_outboxmessage SET next_attempt_at = created_at WHERE {UNSENT} AND attempts > 0"
        )
