from django.core.management.base import BaseCommand

from content.search.indexing import index_all


class Command(BaseCommand):
    help = "Indexes all live pages for the search of visitors. Saving a page indexes that page by itself."

    def handle(self, *, verbosity, **options):
        count = index_all()
        if verbosity:
            self.stdout.write(f"Pages indexed for the search: {count}.")
