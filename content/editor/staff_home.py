"""What is to do about pages, for the staff home of people who may edit them.

What only the clinic can say and no page says yet is listed in missing_content.toml.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from content.blocks.specific_pages import as_specific, page_address, with_specific
from content.models import PAGE_TYPES, HomePage, StarterRecord
from content.models.fixed_pages import FIXED_PAGES, is_fixed, why_fixed
from content.models.review_metadata import ReviewMetadata
from content.page_review.page_reader import read_pages
from content.review.dates import due_facts, format_date
from content.review.rulebook import read_rulebook

from .review_report import count_errors, may_see

FIXED_PAGE_DEPTHS = [2, 3]  # Home, and the pages right below it


@dataclass(frozen=True)
class StaffTask:
    words: str
    address: str
    is_urgent: bool = False
    is_calm: bool = False


def pages_waiting_for(user):
    if not may_see(user):
        return
    report, today = reverse("clinical_review"), timezone.localdate()
    overdue, errors = pages_overdue(today), count_errors(today)
    if overdue:
        yield StaffTask(counted(overdue, "page is", "pages are", "overdue for review"), f"{report}?rule=review-overdue")
    if errors.pages:
        words = counted(errors.pages, "page has", "pages have", "errors to mend")
        yield StaffTask(words, f"{report}?severity=error")
    if errors.versions_unreviewed:
        words = counted(errors.versions_unreviewed, "version", "versions", "of pages not reviewed yet today")
        yield StaffTask(words, reverse("admin:index"), is_calm=True)


def pages_overdue(today):
    dated = [model for model in PAGE_TYPES if issubclass(model, ReviewMetadata)]
    return sum(model.objects.live().filter(next_review_due__lt=today).count() for model in dated)


def counted(number, one, many, what):
    return f"{number} {one if number == 1 else many} {what}"


def facts_to_look_up(user, today=None):
    """Facts of rules/expiring.toml that have to be checked again."""
    if not may_see(user):
        return
    today = today or timezone.localdate()
    for fact in due_facts(read_rulebook().expiring_facts, today):
        words = f"Look up by {format_date(fact.check_again)} whether this still holds: {fact.fact} Where: {fact.where}."
        yield StaffTask(words, reverse("wagtailadmin_explore_root"), is_urgent=today > fact.check_again)


def hidden_pages_for(user):
    return hidden_pages() if may_see(user) else []


def hidden_pages():
    """Fixed pages that an earlier release let staff take down, hide or move, each with the way to restore it."""
    standing = {
        page_address(page.url_path): page for page in Page.objects.filter(depth__in=FIXED_PAGE_DEPTHS) if is_fixed(page)
    }
    closed = set(PageViewRestriction.objects.values_list("page_id", flat=True))
    for record in StarterRecord.objects.filter(place__in=map(record_place, FIXED_PAGES)).select_related("page"):
        page = standing.get(record_address(record.place))
        if page is None:
            yield missing_page_task(record_address(record.place), record.page)
        elif not page.live or page.pk in closed:
            yield hidden_page_task(page)


def record_place(address):
    """The name of the page in StarterRecord."""
    return address.strip("/") or "home"


def record_address(place):
    return "/" if place == "home" else f"/{place}/"


def hidden_page_task(page):
    words = f"Visitors can't see “{page.title}”. {why_fixed(page)} Open it and press “Put it back as it was”."
    return StaffTask(words, edit_url(page), is_urgent=True)


def missing_page_task(address, page):
    words = f"There's no page at {address}. {FIXED_PAGES[address]}"
    if page is None:
        return StaffTask(f"{words} Make one with that address.", reverse("wagtailadmin_explore_root"), True)
    return StaffTask(f"{words} Give “{page.title}” that address again.", edit_url(page), is_urgent=True)


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


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
    if not may_see(user):
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
