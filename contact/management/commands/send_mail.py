import logging
import signal
import threading
import time

from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from contact.backup.startup import reason_not_to_start
from contact.clinic.clinic_details import ClinicDetails
from contact.mail.digest import queue_daily_digest
from contact.mail.outbox import OutboxMessage
from contact.mail.worker import send_due_mail
from contact.maintenance import clock, rollback
from contact.requests.auto_unassign import unassign_idle_requests
from contact.requests.reconciliation import correct_future_dates
from contact.requests.spam_checks import SendCount

POLL_SECONDS = 2
EVERY_MINUTE = 60
# What a mail server that is well takes for one mail, many times over.
SECONDS_TO_FINISH = 4

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Send what waits in the out-box. Every minute, publish scheduled pages, give back idle requests, "
        "queue the digest and forget old counts and old mails."
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
        """Mails have a thread of their own: a mail server that says nothing must not keep a page from its hour.

        It is not waited for once it is told to stop and goes on: the lease of the mail in its hands runs out, and
        the mail is sent after the next start.
        """
        threads = [self.thread_of(POLL_SECONDS, self.send_mails), self.thread_of(EVERY_MINUTE, self.do_duties)]
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

    def do_duties(self):
        """What goes by the clock waits while the clock is not to be believed: readiness and the staff home say so."""
        self.do(clock.reset_future_mail)
        self.do(rollback.save)
        if not self.do(clock.is_believed):
            return
        for duty in (
            correct_future_dates,
            publish_scheduled,
            unassign_idle_requests,
            queue_daily_digest,
            forget_old,
        ):
            if not self.stopping.is_set():
                self.do(duty)

    def do(self, work, *args):
        """Neither a database that is away for a while nor one duty that fails may end the others."""
        try:
            return work(*args)
        except Exception as error:
            logger.error("%s failed (%s); trying again.", work.__name__, type(error).__name__)


def publish_scheduled():
    """Of several workers, one publishes in any minute; if it dies, another does in the next.

    The minute is in the key: a lock taken while the clock was ahead would hold until that time has come.
    """
    minute = int(time.time()) // EVERY_MINUTE
    if cache.add(f"publish_scheduled-{minute}", True, timeout=2 * EVERY_MINUTE):
        # The dates that publishing writes are those of the clinic's calendar.
        with timezone.override(ClinicDetails.current().time_zone):
            call_command("publish_scheduled", verbosity=0)


def forget_old():
    SendCount.objects.old().delete()
    OutboxMessage.objects.old().delete()
