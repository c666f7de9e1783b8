import logging
import signal
import threading
import time
from datetime import timedelta

from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from contact.backup.restore import reason_not_to_start
from contact.clinic.locations import Location
from contact.encryption.blind_index import reindex
from contact.mail.messages import queue_daily_digest
from contact.mail.outbox import OutboxMessage
from contact.mail.worker import send_due_mail
from contact.maintenance import clock, rollback_protection
from contact.requests.auto_unassign import unassign_idle_requests
from contact.requests.escalation import tell_second_person
from contact.requests.promises import follow_calendar
from contact.requests.reconciliation import correct_future_dates
from contact.requests.search_index import SearchEntry
from contact.requests.submission_checks import SendCount

POLL_SECONDS = 2
EVERY_MINUTE = 60
A_DAY = timedelta(days=1)
# Many times what a working mail server takes for a mail.
SECONDS_TO_FINISH = 4

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Send what waits in the out-box, and render pages that have changed. Every minute, publish scheduled pages, "
        "bring due times up to date, tell the next person on call, give back idle requests, queue the digest and "
        "forget old counts and old mails."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Send what is due now, then stop.")

    def handle(self, *, once, **options):
        if reason := reason_not_to_start():
            raise CommandError(reason)
        if once:
            clock.reset_future_mail()
            self.stdout.write(f"{send_due_mail()} sent.")
            return
        self.stopping = threading.Event()
        for ending in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ending, lambda *_: self.stopping.set())
        self.work_until_stopped()

    def work_until_stopped(self):
        """Mails have their own thread, so that a mail server that hangs does not delay a page.

        A thread that does not stop in time is abandoned: the lease of its mail expires, and the mail is sent after
        the next start.
        """
        threads = [
            self.thread_of(POLL_SECONDS, self.send_mails),
            self.thread_of(POLL_SECONDS, self.render_pages),
            self.thread_of(EVERY_MINUTE, self.run_tasks),
        ]
        self.stopping.wait()
        ends_at = time.monotonic() + SECONDS_TO_FINISH
        for thread in threads:
            thread.join(max(0, ends_at - time.monotonic()))

    def thread_of(self, seconds, work):
        thread = threading.Thread(target=self.repeat, args=[seconds, work], daemon=True)
        thread.start()
        return thread

    def repeat(self, seconds, work):
        while not self.stopping.is_set():
            close_old_connections()
            work()
            self.stopping.wait(seconds)

    def send_mails(self):
        self.do(send_due_mail, self.stopping)

    def render_pages(self):
        self.do(render_changed_pages)

    def run_tasks(self):
        """Tasks that depend on the time wait while the clock is in doubt; readiness and the staff home report it."""
        self.do(tell_second_person)
        self.do(clock.reset_future_mail)
        self.do(rollback_protection.save)
        if not self.do(clock.is_believed):
            return
        for task in (
            correct_future_dates,
            follow_calendar,
            publish_scheduled,
            unassign_idle_requests,
            index_late_requests,
            queue_daily_digest,
            forget_old,
        ):
            if not self.stopping.is_set():
                self.do(task)

    def do(self, work, *args):
        """An error, such as a database that is down, must not end the other tasks."""
        try:
            return work(*args)
        except Exception as error:
            logger.error("%s failed (%s); trying again.", work.__name__, type(error).__name__)


def render_changed_pages():
    """After a publish, so that no reader waits for it. Costs a look at two files while nothing has changed."""
    call_command("bake_pages", if_changed=True, verbosity=0)


def publish_scheduled():
    """One of several workers publishes in each minute; if it dies, another does in the next.

    The minute is part of the key, because a lock taken while the clock was ahead would last until then.
    """
    minute = int(time.time()) // EVERY_MINUTE
    if cache.add(f"publish_scheduled-{minute}", True, timeout=2 * EVERY_MINUTE):
        # Publishing writes dates, which should be those of the clinic's time zone.
        with timezone.override(Location.main().time_zone):
            call_command("publish_scheduled", verbosity=0)


def index_late_requests():
    """What a process of the release before has stored while an update was going on."""
    for _ in reindex(SearchEntry, SearchEntry.not_indexed().filter(received_at__gt=timezone.now() - A_DAY)):
        pass


def forget_old():
    SendCount.objects.old().delete()
    OutboxMessage.objects.old().delete()
