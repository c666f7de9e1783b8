from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from contact.backup.archive import BackupDamaged
from contact.backup.postgresql import ProgramMissing
from contact.backup.restore import RestoreRefused, places, restore_postgresql, restore_sqlite
from contact.maintenance import rollback_protection


class Command(BaseCommand):
    help = "Put a backup in the place of database and media. Stop all programs of the site first."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="Even where a database is.")
        parser.add_argument("--set-newer-aside", action="store_true", help="Even if newer requests are not in it.")

    def handle(self, *, file, force, set_newer_aside, **options):
        self.stdout.write("Checking and unpacking ...")
        try:
            before = self.restore(file, force, set_newer_aside)
        except (BackupDamaged, ProgramMissing, RestoreRefused, OSError) as fault:
            raise CommandError(str(fault)) from None
        # The newest event is now that of the backup.
        rollback_protection.forget()
        if before:
            self.stdout.write(f"What was there before is in {before}.")
        self.stdout.write("Restored. Next: prepare, delete_expired_requests --clock-is-right, reconcile, keys_check.")

    def restore(self, file, force, set_newer_aside):
        """Returns where the replaced files are."""
        database, media = places()
        if database:
            connections.close_all()
            return restore_sqlite(file, database, media, force, set_newer_aside)
        return restore_postgresql(file, media, force, set_newer_aside)
