import logging
import signal
import threading
import time

from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections

from contact.digest import queue_daily_digest
from contact.giving_back import give_back_idle_requests
from contact.models import SendCount
from contact.outbox_worker import send_what_is_due
from contact.safeguards import clock, newest_event
from contact.safeguards.start import reason_not_to_start

POLL_SECONDS = 2
EVERY_MINUTE = 60

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Send what waits in the out-box. Every minute, publish scheduled pages, give back idle requests, "
        "queue the digest and forget old counts."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Send what is due now, then stop.")

    def handle(self, *, once, **options):
        if reason := reason_not_to_start():
            raise CommandError(reason)
        if once:
            clock.ring_what_lies_ahead()
            self.stdout.write(f"{send_what_is_due()} sent.")
            return
        self.stopping = threading.Event()
        for ending in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ending, lambda *_: self.stopping.set())
        self.work_until_stopped()

    def work_until_stopped(self):
        next_minute = time.monotonic()
        while not self.stopping.is_set():
            close_old_connections()
            self.do(send_what_is_due)
            if time.monotonic() >= next_minute:
                self.every_minute()
                next_minute = time.monotonic() + EVERY_MINUTE
            self.stopping.wait(POLL_SECONDS)

    def every_minute(self):
        """What goes by the clock waits while the clock is not to be believed: readiness and the staff home say so."""
        self.do(clock.ring_what_lies_ahead)
        self.do(newest_event.note_down)
        if not self.do(clock.is_believed):
            return
        for duty in (
            clock.mend_what_lies_ahead,
            publish_scheduled,
            give_back_idle_requests,
            queue_daily_digest,
            SendCount.objects.old().delete,
        ):
            self.do(duty)

    def do(self, work, *args, **kwargs):
        """A database that is away for a while must not end the worker."""
        try:
            return work(*args, **kwargs)
        except OSError as error:
            logger.error("A file could not be written (%s); trying again.", error.strerror)
        except DatabaseError as error:
            logger.error("The database did not answer (%s); trying again.", type(error).__name__)


def publish_scheduled():
    """Of several workers, one publishes in any minute; if it dies, another does in the next.

    The minute is in the key: a lock taken while the clock was ahead would hold until that time has come.
    """
    minute = int(time.time()) // EVERY_MINUTE
    if cache.add(f"publish_scheduled-{minute}", True, timeout=2 * EVERY_MINUTE):
        call_command("publish_scheduled", verbosity=0)
