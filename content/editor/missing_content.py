"""What only the clinic can say and no page says yet: missing_content.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse
from wagtail.models import Page

from content.blocks.specific_pages import as_specific, with_specific
from content.models import HomePage
from content.models.review_metadata import ReviewMetadata
from content.page_review.page_reader import read_pages

from .staff_home import StaffTask, counted

FILE = Path(__file__).parent / "missing_content.toml"


@dataclass(frozen=True)
class MissingContent:
    what: str
    page: str
    filled_when: re.Pattern


@cache
def read_missing(file=FILE):
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["missing"]
    return [
        MissingContent(entry["what"], entry["page"], re.compile(entry["filled_when"], re.IGNORECASE))
        for entry in entries
    ]


def missing_content(user):
    """What only the clinic can say and no page says yet, each with the page where it belongs."""
    if not user.has_perm("wagtailadmin.access_admin"):
        return
    keys, texts = texts_at({one.page for one in read_missing()})
    for one in read_missing():
        if one.page in texts and not one.filled_when.search(texts[one.page]):
            yield StaffTask(one.what, reverse("wagtailadmin_pages:edit", args=[keys[one.page]]))
    unsigned = sum(kind.objects.live().filter(reviewed_by="").count() for kind in ReviewMetadata.__subclasses__())
    if unsigned:
        words = counted(unsigned, "page waits", "pages wait", "for the name of a clinician who checked them")
        yield StaffTask(words, reverse("wagtailadmin_explore_root"))


def texts_at(addresses):
    """The key and the words of the live page at each of these addresses."""
    home = HomePage.objects.first()
    if home is None:
        return {}, {}
    paths = [home.url_path.rstrip("/") + address for address in addresses]
    # Only slugs have an index.
    slugs = {path.rstrip("/").rpartition("/")[2] for path in paths}
    found = Page.objects.live().filter(slug__in=slugs, url_path__in=paths)
    pages = [as_specific(page) for page in with_specific(found)]
    read = {reviewed.address: (page.pk, reviewed.text) for page, reviewed in zip(pages, read_pages(pages), strict=True)}
    return {place: key for place, (key, _) in read.items()}, {place: text for place, (_, text) in read.items()}
