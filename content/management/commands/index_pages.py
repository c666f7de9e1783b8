from django.core.management.base import BaseCommand

from content.search.indexing import index_all, index_missing


class Command(BaseCommand):
    help = "Makes the words by which visitors find pages anew. Saving a page does so for that page by itself."

    def add_arguments(self, parser):
        parser.add_argument(
            "--missing",
            action="store_true",
            help="Only for pages that have no words; for all, if a release makes words in another way.",
        )

    def handle(self, *, missing, verbosity, **options):
        count = index_missing() if missing else index_all()
        if verbosity:
            self.stdout.write(f"Pages whose words were made: {count}.")
