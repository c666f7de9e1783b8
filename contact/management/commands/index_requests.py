from django.core.management.base import BaseCommand, CommandError

from contact.indexing import index_again
from contact.safeguards import keys


class Command(BaseCommand):
    help = (
        "Make the indexes for phone, email and name anew, after BLIND_INDEX_KEY or a rule was changed. "
        "Safe to interrupt and to repeat."
    )

    def handle(self, **options):
        if words := keys.fault_of_field_keys():
            raise CommandError(words)
        for tally in index_again():
            self.stdout.write(f"{tally.rows} of {tally.total} requests looked at, {tally.changed} indexed again")
            locked = tally.locked
        keys.renew_canary_of_index()
        if locked:
            raise CommandError(f"{locked} requests do not open and keep the index they had. Run keys_check.")
