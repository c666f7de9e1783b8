from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from contact.backup.archive import BackupDamaged
from contact.backup.create import (
    ALWAYS_KEPT,
    CleanupRefused,
    delete_backups_older_than,
    make_backup,
    newest_backup,
    verify,
)
from contact.backup.postgresql import ProgramMissing
from contact.backup.staging import delete_replaced_before
from contact.encryption import WrongKey, require_right_keys
from contact.maintenance.runs import UpkeepRun

DAYS_KEPT = 30
FAULTS = (BackupDamaged, ProgramMissing, WrongKey, OSError)


class Command(BaseCommand):
    help = "Make an encrypted backup of database and media, or prove that one could be restored."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="With --verify: which backup, the newest if left out.")
        parser.add_argument("--verify", action="store_true", help="Open a backup and look into it; changes nothing.")
        parser.add_argument("--to", type=Path, help="The folder, DATA_DIR/backups if left out.")
        parser.add_argument(
            "--keep-days",
            type=int,
            default=DAYS_KEPT,
            help=f"Older backups there are deleted, but never the newest {ALWAYS_KEPT}.",
        )

    def handle(self, *, file, verify, to, keep_days, **options):
        folder = to or settings.DATA_DIR / "backups"
        if verify:
            self.verify(file or newest_backup(folder))
        else:
            self.make(folder, keep_days)

    def make(self, folder, keep_days):
        self.stdout.write("Copying and encrypting ...")
        try:
            require_right_keys()
            path = make_backup(folder)
        except FAULTS as fault:
            UpkeepRun.objects.note_down(UpkeepRun.Task.BACKUP, went_well=False, words=message_of(fault))
            raise CommandError(message_of(fault)) from None
        UpkeepRun.objects.note_down(UpkeepRun.Task.BACKUP, went_well=True, words=path.name)
        self.stdout.write(f"{path} ({path.stat().st_size:,} bytes)")
        self.delete_old(folder, keep_days)

    def delete_old(self, folder, keep_days):
        try:
            self.stdout.write(f"{delete_backups_older_than(keep_days, folder)} older than {keep_days} days deleted.")
            delete_replaced_before(keep_days, settings.DATA_DIR)
        except CleanupRefused as refusal:
            raise CommandError(str(refusal)) from None

    def verify(self, path):
        if path is None:
            raise CommandError("There is no backup to verify.")
        try:
            self.stdout.write(f"{path.name} can be restored: {verify(path)}.")
        except FAULTS as fault:
            raise CommandError(f"{path.name}: {message_of(fault)}") from None


def message_of(fault):
    return fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
