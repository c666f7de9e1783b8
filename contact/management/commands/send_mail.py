import logging
import signal
import threading
import time

from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections

from contact.digest import queue_daily_digest
from contact.giving_back import give_back_idle_requests
from contact.models import SendCount
from contact.outbox_worker import send_what_is_due

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
        if once:
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
                self.do(publish_scheduled)
                self.do(give_back_idle_requests)
                self.do(queue_daily_digest)
                self.do(SendCount.objects.old().delete)
                next_minute = time.monotonic() + EVERY_MINUTE
            self.stopping.wait(POLL_SECONDS)

    def do(self, work, *args, **kwargs):
        """A database that is away for a while must not end the worker."""
        try:
            work(*args, **kwargs)
        except Error as error:
            logger.error("The database did not answer (%s); trying again.", type(error).__name__)


def publish_scheduled():
    """Of several workers, one publishes in any minute; if it dies, another does in the next."""
    if cache.add("publish_scheduled", True, timeout=EVERY_MINUTE - POLL_SECONDS):
        call_command("publish_scheduled", verbosity=0)
