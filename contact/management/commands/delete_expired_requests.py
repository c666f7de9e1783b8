from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from contact.maintenance import clock
from contact.maintenance.runs import UpkeepRun
from contact.requests.age_limits import AgeLimits
from contact.requests.retention import DeletionRefused, delete_expired, expired, reason_not_to_delete

EVERY = 100


class Command(BaseCommand):
    help = (
        "Delete requests whose time is up, with their notes, and keep a proof of each deletion: closed ones, and those "
        "that nobody has closed or worked on for too long."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only say how many would be deleted.")
        parser.add_argument("--clock-is-right", action="store_true", help="Believe the clock from now on.")
        parser.add_argument(
            "--allow-many", action="store_true", help="Even more than half of all that are closed or open."
        )

    def handle(self, *, dry_run, clock_is_right, allow_many, **options):
        now = timezone.now()
        if dry_run:
            self.say_what_would_go(now)
            return
        if clock_is_right:
            clock.believe()
            # Nobody was warned while the site was off, or when it was another database.
            AgeLimits.objects.update(in_force_since=now)
        self.delete(now, allow_many)

    def delete(self, now, allow_many):
        try:
            words = f"{delete_expired(now, self.show_progress, allow_many)} deleted."
        except DeletionRefused as refusal:
            UpkeepRun.objects.note_down(UpkeepRun.Task.DELETION, went_well=False, words=str(refusal))
            raise CommandError(str(refusal)) from None
        clock.believe()
        UpkeepRun.objects.note_down(UpkeepRun.Task.DELETION, went_well=True, words=words)
        self.stdout.write(words)

    def say_what_would_go(self, now):
        for period, requests in expired(now):
            self.stdout.write(f"{requests.count():6}  {period.rule}")
        self.stdout.write(reason_not_to_delete(now) or "Nothing is in the way.")
        self.stdout.write("Nothing was deleted.")

    def show_progress(self, done):
        if done and done % EVERY == 0:
            self.stdout.write(f"{done} deleted so far ...")
