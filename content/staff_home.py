"""What the pages still wait for, for the staff home of those who write them."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.urls import reverse
from wagtail.models import Page

from content.models import HomePage
from content.models.page_facts import PageFacts
from content.review.expiring_fact import due_facts, in_words
from content.review.rulebook import read_rulebook
from content.review.wagtail_page import read_pages

BLANKS = Path(__file__).parent / "blanks.toml"


@dataclass(frozen=True)
class Blank:
    what: str
    page: str
    filled_when: re.Pattern


@dataclass(frozen=True)
class PageWork:
    """Has what the staff home shows of a line that waits."""

    words: str
    address: str
    is_urgent: bool = False
    is_calm: bool = False


@cache
def read_blanks(file=BLANKS):
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["blank"]
    return [Blank(one["what"], one["page"], re.compile(one["filled_when"], re.IGNORECASE)) for one in entries]


def blanks_of_pages(user):
    """What only the clinic can say and no page says yet, each with the page where it belongs."""
    if not user.has_perm("wagtailadmin.access_admin"):
        return
    keys, texts = texts_at({blank.page for blank in read_blanks()})
    for blank in read_blanks():
        if blank.page in texts and not blank.filled_when.search(texts[blank.page]):
            yield PageWork(blank.what, reverse("wagtailadmin_pages:edit", args=[keys[blank.page]]))
    unsigned = sum(kind.objects.live().filter(reviewed_by="").count() for kind in PageFacts.__subclasses__())
    if unsigned:
        words = "1 page waits" if unsigned == 1 else f"{unsigned} pages wait"
        yield PageWork(f"{words} for the name of a clinician who checked them", reverse("wagtailadmin_explore_root"))


def texts_at(addresses):
    """The key and the words of the live page at each of these addresses."""
    home = HomePage.objects.first()
    if home is None:
        return {}, {}
    paths = [home.url_path.rstrip("/") + address for address in addresses]
    pages = list(Page.objects.live().filter(url_path__in=paths).specific())
    read = {reviewed.address: (page.pk, reviewed.text) for page, reviewed in zip(pages, read_pages(pages), strict=True)}
    return {place: key for place, (key, _) in read.items()}, {place: text for place, (_, text) in read.items()}


def facts_to_look_up(user, today=None):
    """The facts that the world may have changed by now; rules/expiring.toml has them all."""
    if not user.has_perm("wagtailadmin.access_admin"):
        return
    today = today or date.today()
    for fact in due_facts(read_rulebook().expiring_facts, today):
        words = f"Look up by {in_words(fact.check_again)} whether this still holds: {fact.fact} Where: {fact.where}."
        yield PageWork(words, reverse("wagtailadmin_explore_root"), is_urgent=today > fact.check_again)
