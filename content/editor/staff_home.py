"""What is to do about pages, for the staff home of people who may edit them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from content.blocks.specific_pages import page_address
from content.models import PAGE_TYPES, StarterRecord
from content.models.fixed_pages import FIXED_PAGES, is_fixed, why_fixed
from content.models.review_metadata import ReviewMetadata
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
        ask = f"Look up by {format_date(fact.check_again)} whether this still holds"
        if fact.checked is None:
            ask = "Nobody has looked this up yet"
        words = f"{ask}: {fact.fact} Where: {fact.where}."
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
