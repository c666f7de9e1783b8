from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections

from contact.backup.postgresql import ProgramMissing
from contact.backup.restoring import WillNotRestore, restore_postgresql, restore_sqlite
from contact.backup.sealed_file import BackupNotWhole


class Command(BaseCommand):
    help = "Put a backup in the place of database and media. Stop all programs of the site first."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="Even where a database is.")

    def handle(self, *, file, force, **options):
        self.stdout.write("Checking and unpacking ...")
        try:
            self.restore(file, force)
        except (BackupNotWhole, ProgramMissing, WillNotRestore, OSError) as fault:
            raise CommandError(str(fault)) from None
        self.stdout.write("Restored. Next: prepare, delete_expired_requests, reconcile, keys_check.")

    def restore(self, file, force):
        media = Path(settings.MEDIA_ROOT)
        if connection.vendor == "sqlite":
            connections.close_all()
            restore_sqlite(file, Path(connection.settings_dict["NAME"]), media, force)
        else:
            restore_postgresql(file, media, force)
