from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

import content.starter
from content.starter.files import StarterFileError
from content.starter.loader import load_starter_pages


class Command(BaseCommand):
    help = (
        "Puts the starter pages into an empty site. Newer words of pages that staff left as they were wait in review."
    )

    def add_arguments(self, parser):
        folder = Path(content.starter.__file__).parent / "en"
        parser.add_argument("--folder", default=folder, type=Path, help="Where the files are (default: English).")

    def handle(self, *, folder, verbosity, **options):
        try:
            outcomes = load_starter_pages(folder)
        except StarterFileError as problem:
            raise CommandError(str(problem)) from problem
        if verbosity:
            self.stdout.writelines(f"{path}  {outcome}" for path, outcome in outcomes.items())
