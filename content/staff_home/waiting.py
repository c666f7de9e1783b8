"""What pages want from whoever opens the staff home and may write them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from content.models import PAGE_TYPES
from content.models.review_metadata import ReviewMetadata
from content.review.dates import due_facts, format_date
from content.review.rulebook import read_rulebook
from content.review_report import may_see

from .errors import count_errors


@dataclass(frozen=True)
class PagesWaiting:
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
        yield PagesWaiting(
            counted(overdue, "page is", "pages are", "overdue for review"), f"{report}?rule=review-overdue"
        )
    if errors.pages:
        words = counted(errors.pages, "page has", "pages have", "errors to mend")
        yield PagesWaiting(words, f"{report}?severity=error")
    if errors.versions_unseen:
        words = counted(errors.versions_unseen, "version", "versions", "of pages not reviewed yet today")
        yield PagesWaiting(words, reverse("admin:index"), is_calm=True)


def pages_overdue(today):
    dated = [model for model in PAGE_TYPES if issubclass(model, ReviewMetadata)]
    return sum(model.objects.live().filter(next_review_due__lt=today).count() for model in dated)


def counted(number, one, many, what):
    return f"{number} {one if number == 1 else many} {what}"


def facts_to_look_up(user, today=None):
    """The facts that the world may have changed by now; rules/expiring.toml has them all."""
    if not may_see(user):
        return
    today = today or timezone.localdate()
    for fact in due_facts(read_rulebook().expiring_facts, today):
        words = f"Look up by {format_date(fact.check_again)} whether this still holds: {fact.fact} Where: {fact.where}."
        yield PagesWaiting(words, reverse("wagtailadmin_explore_root"), is_urgent=today > fact.check_again)
