"""How the words of pages are made: another index_version makes other words, so all are made anew."""

import hashlib
from pathlib import Path

from django.db import transaction

from content.models import SearchRecipe

CONTENT = Path(__file__).parents[1]


def index_version():
    """Any code of `content` may change which words a page has, or under which heading they stand."""
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
