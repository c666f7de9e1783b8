from django.core.management.base import BaseCommand, CommandError

from contact.encryption import key_check
from contact.encryption.blind_index import indexed_models, reindex


class Command(BaseCommand):
    help = (
        "Make the indexes for phone, email and name anew, after BLIND_INDEX_KEY or a rule was changed. "
        "Safe to interrupt and to repeat."
    )

    def handle(self, **options):
        if words := key_check.fault_of_field_keys():
            raise CommandError(words)
        unreadable = sum(self.reindex(model, fields) for model, fields in indexed_models())
        key_check.renew_canary_of_index()
        if unreadable:
            raise CommandError(f"{unreadable} requests do not open and keep the index they had. Run keys_check.")

    def reindex(self, model, fields):
        """How many rows could not be read."""
        for tally in reindex(model, fields):
            self.stdout.write(f"{tally.rows} of {tally.total} requests looked at, {tally.changed} indexed again")
        return tally.unreadable
