import logging
import signal
import threading
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from contact.digest import queue_daily_digest
from contact.models import SendCount
from contact.outbox_worker import send_what_is_due

POLL_SECONDS = 2
PUBLISH_SECONDS = 60

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Send what waits in the out-box. Every minute, queue the digest, publish on schedule, forget old counts."

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
        next_publishing = time.monotonic()
        while not self.stopping.is_set():
            close_old_connections()
            self.do(send_what_is_due)
            if time.monotonic() >= next_publishing:
                self.do(call_command, "publish_scheduled", verbosity=0)
                self.do(queue_daily_digest)
                self.do(SendCount.objects.old().delete)
                next_publishing = time.monotonic() + PUBLISH_SECONDS
            self.stopping.wait(POLL_SECONDS)

    def do(self, work, *args, **kwargs):
        """A database that is away for a while must not end the worker."""
        try:
            work(*args, **kwargs)
        except DatabaseError as error:
            logger.error("The database did not answer (%s); trying again.", type(error).__name__)
