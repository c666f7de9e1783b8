from django.core.management.base import BaseCommand, CommandError

from contact.encryption import key_check
from contact.encryption.blind_index import blind_indexes, reindex


class Command(BaseCommand):
    help = (
        "Make the index of phone numbers, emails and names anew, after BLIND_INDEX_KEY or a rule was changed. "
        "Safe to interrupt and to repeat."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--missing", action="store_true", help="Only requests that the current release has not indexed."
        )

    def handle(self, *, missing, **options):
        if words := key_check.fault_of_field_keys():
            raise CommandError(words)
        unreadable = sum(
            self.reindex(entries, entries.not_indexed() if missing else entries.owners()) for entries in blind_indexes()
        )
        if not missing:
            key_check.renew_canary_of_index()
        if unreadable:
            raise CommandError(f"{unreadable} requests do not open and keep the index they had. Run keys_check.")

    def reindex(self, entries, rows):
        """How many rows could not be read."""
        for tally in reindex(entries, rows):
            self.stdout.write(f"{tally.rows} of {tally.total} requests looked at, {tally.changed} indexed again")
        return tally.unreadable
