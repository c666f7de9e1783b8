from django.core.management.base import BaseCommand
from django.utils import timezone

from contact.models import UpkeepRun
from contact.retention import delete_expired, expired

EVERY = 100


class Command(BaseCommand):
    help = "Delete closed requests whose time is up, with their notes, and keep a proof of each deletion."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only say how many would be deleted.")

    def handle(self, *, dry_run, **options):
        now = timezone.now()
        if dry_run:
            self.say_what_would_go(now)
            return
        words = f"{delete_expired(now, told=self.show_progress)} deleted."
        UpkeepRun.objects.note_down(UpkeepRun.Task.DELETION, went_well=True, words=words)
        self.stdout.write(words)

    def say_what_would_go(self, now):
        for period, requests in expired(now):
            self.stdout.write(f"{requests.count():6}  {period.rule}")
        self.stdout.write("Nothing was deleted.")

    def show_progress(self, done):
        if done and done % EVERY == 0:
            self.stdout.write(f"{done} deleted so far ...")
