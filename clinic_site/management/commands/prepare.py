"""Everything between a checkout and a site that can be served, safe to run at every start."""

import fcntl
import secrets
import time
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from clinic_site.demo import separation
from clinic_site.http import unavailable_page
from clinic_site.startup import collected_static, data_dir, disk_reserve
from contact.backup import restore
from contact.encryption import key_check
from contact.encryption.blind_index import blind_indexes, reindex
from contact.maintenance import clock, rollback_protection
from content.editor.staff_home import hidden_pages
from content.images.stored_photos import clean_stored_photos
from content.page_cache.invalidation import invalidate

USERNAME = "owner"
LOCK_FILE = ".preparing"
LOCK_NUMBER = 7_203_115  # any number that nothing else on this database locks
SECONDS_BETWEEN_TRIES = 0.5


class Command(BaseCommand):
    help = "Migrate, load the starter pages, make a first staff account and collect static files."

    def handle(self, **options):
        data_dir.make_data_dir()
        with prepare_lock(self.stdout.write):
            self.prepare()
        for path in data_dir.tighten():
            self.stderr.write(f"Others on this machine may read {path}, and it is not ours to close.")

    def prepare(self):
        for step in (
            self.finish_restore,
            self.keep_demo_apart,
            self.migrate,
            self.check_safeguards,
            self.index_requests,
            self.load_starter_pages,
            self.clean_photos,
            self.collect_static_files,
            unavailable_page.write,
            data_dir.retire_baked_pages,
        ):
            step()
        # What was cached before an update or a restore may say something else than the database does now.
        invalidate()
        disk_reserve.allocate()
        self.make_first_account()

    def finish_restore(self):
        if restore.fault():
            self.stdout.write("Finishing a restore that was interrupted ...")
            rollback_protection.forget()
        restore.finish_interrupted()

    def keep_demo_apart(self):
        if words := separation.fault():
            raise CommandError(words)

    def migrate(self):
        self.stdout.write("Preparing the database ...")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)

    def check_safeguards(self):
        """A wrong key ends it here, before anything is sealed; a clock in doubt only stops deletions."""
        if words := key_check.add_missing_canaries():
            raise CommandError(words)
        if not clock.is_believed():
            self.stderr.write(clock.fault())

    def index_requests(self):
        """Those of before an update of the rules. The worker finds what old processes store meanwhile."""
        for entries in blind_indexes():
            if not entries.not_indexed().exists():
                continue
            for tally in reindex(entries, entries.not_indexed()):
                self.stdout.write(f"Indexing requests for the search: {tally.rows} of {tally.total} ...")

    def load_starter_pages(self):
        self.stdout.write("Loading the starter pages ...")
        call_command("load_starter_pages", verbosity=0)
        # A release or a restore may have changed which words a page has.
        call_command("index_pages", verbosity=0)
        for page in hidden_pages():
            self.stdout.write(page.words)

    def clean_photos(self):
        """Uploads are cleaned as they come in; these are the ones from before."""
        self.stdout.write("Looking through the photos ...")
        clean_stored_photos(tell=self.stdout.write)

    def collect_static_files(self):
        if collected_static.are_current():
            return
        self.stdout.write("Collecting static files ...")
        call_command("collectstatic", interactive=False, verbosity=0)
        collected_static.record()
        data_dir.open_static_files()

    def make_first_account(self):
        users = get_user_model().objects
        # The sample clinic's accounts come with it.
        if settings.DEMO or users.exists():
            return
        password = secrets.token_urlsafe(15)
        users.create_superuser(USERNAME, password=password)
        self.stdout.write(
            f"\nThe first staff account (shown only this once):\n  user name  {USERNAME}\n  password   {password}\n"
        )


@contextmanager
def prepare_lock(tell):
    """Lets one process prepare the site at a time, while others wait for it.

    On one machine a lock on a file, which the system releases when its process ends; on several, in the database.
    """
    with (settings.DATA_DIR / LOCK_FILE).open("w") as file:
        wait_until(lambda: lock_file(file), tell)
        if connection.vendor != "postgresql":
            yield
            return
        wait_until(lock_database, tell)
        try:
            yield
        finally:
            execute("SELECT pg_advisory_unlock(%s)")


def wait_until(is_locked, tell):
    if is_locked():
        return
    tell("Another prepare is at work; waiting for it ...")
    while not is_locked():
        time.sleep(SECONDS_BETWEEN_TRIES)


def lock_file(file):
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def lock_database():
    """Tried again and again rather than waited for, since a connection may limit how long it waits for locks."""
    return execute("SELECT pg_try_advisory_lock(%s)")


def execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql, [LOCK_NUMBER])
        return cursor.fetchone()[0]
