from django.core.management.base import BaseCommand

from content.search.indexing import index_all


class Command(BaseCommand):
    help = "Makes the words by which visitors find pages anew. Saving a page does so for that page by itself."

    def handle(self, *, verbosity, **options):
        count = index_all()
        if verbosity:
            self.stdout.write(f"Pages that can be found: {count}.")
