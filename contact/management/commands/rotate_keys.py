from django.core.management.base import BaseCommand, CommandError

from contact.encryption import key_check, key_ids
from contact.encryption.rotation import Tally, encrypted_columns, rotate


class Command(BaseCommand):
    help = "Seal everything again with the newest key, while the site runs. Safe to interrupt and to repeat."

    def handle(self, **options):
        if words := key_check.add_missing_canaries():
            raise CommandError(words)
        self.stdout.write(f"The newest key is {key_ids()[0]}.")
        whole = Tally()
        for place in encrypted_columns():
            rows, total = 0, place.model.objects.count()
            for number in rotate(place, whole):
                rows += number
                self.stdout.write(f"{place.name}: {rows} of {total} rows looked at")
        self.stdout.write(f"{whole.resealed} values sealed again.")
        if whole.locked:
            raise CommandError(f"{whole.locked} values do not open and were left as they are. Run keys_check.")
