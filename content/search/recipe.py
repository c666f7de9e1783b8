"""How the words of pages are made: another recipe makes other words, so all are made anew."""

import hashlib
from pathlib import Path

from django.db import transaction

from content.models import SearchRecipe

CONTENT = Path(__file__).parents[1]


def recipe():
    """Any code of `content` may change which words a page has, or under which heading they stand."""
    made = hashlib.sha256()
    for path in sorted(CONTENT.rglob("*.py")):
        made.update(str(path.relative_to(CONTENT)).encode() + path.read_bytes())
    return made.hexdigest()


def is_followed():
    return SearchRecipe.objects.filter(digest=recipe()).exists()


@transaction.atomic
def note_down():
    SearchRecipe.objects.all().delete()
    SearchRecipe.objects.create(digest=recipe())
