from django.core.management.base import BaseCommand, CommandError

from contact.encryption import key_check, key_ids
from contact.encryption.rotation import Tally, count_keys, encrypted_columns


class Command(BaseCommand):
    help = "Say which keys are in use, how many values need each, and whether all of them open."

    def handle(self, **options):
        tally = Tally()
        for place in encrypted_columns():
            rows = sum(count_keys(place, tally))
            self.stdout.write(f"{place.name}: {rows} rows looked at")
        for key_id in [*key_ids(), *sorted(set(tally.keys) - set(key_ids()))]:
            self.stdout.write(
                f"{key_id}: {tally.keys[key_id]} values{'' if key_id in key_ids() else ', key is missing'}"
            )
        if words := key_check.add_missing_canaries():
            raise CommandError(words)
        if tally.locked:
            raise CommandError(f"{tally.locked} values do not open: a key is missing, or they were changed.")
        self.stdout.write("All values open.")
