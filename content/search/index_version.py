"""The version of the code that makes the search index: another version indexes all pages again."""

import hashlib
from pathlib import Path

from django.db import transaction

from content.models import SearchRecipe

CONTENT = Path(__file__).parents[1]


def index_version():
    """A hash of all code of `content`: any of it may change which words a page has, or under which heading."""
    made = hashlib.sha256()
    for path in sorted(CONTENT.rglob("*.py")):
        made.update(str(path.relative_to(CONTENT)).encode() + path.read_bytes())
    return made.hexdigest()


def is_current():
    return SearchRecipe.objects.filter(digest=index_version()).exists()


@transaction.atomic
def record():
    SearchRecipe.objects.all().delete()
    SearchRecipe.objects.create(digest=index_version())
