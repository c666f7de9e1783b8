"""What pages want from whoever opens the staff home and may write them."""

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse

from content.four_eyes import words_of
from content.models import PAGE_TYPES
from content.models.page_facts import PageFacts
from content.review import review
from content.review.expiring_fact import due_facts, in_words
from content.review.rulebook import read_rulebook
from content.review.wagtail_page import facts_of
from content.review_report import may_see
from content.site_review import drafts, live_pages

ONE_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class PagesWaiting:
    words: str
    address: str
    is_urgent: bool = False
    is_calm: bool = False


def pages_waiting_for(user):
    if not may_see(user):
        return
    report, today = reverse("clinical_review"), date.today()
    overdue, wrong = pages_overdue(today), pages_with_errors(today)
    if overdue:
        yield PagesWaiting(
            counted(overdue, "page is", "pages are", "overdue for review"), f"{report}?rule=review-overdue"
        )
    if wrong:
        yield PagesWaiting(counted(wrong, "page has", "pages have", "errors to mend"), f"{report}?severity=error")


def pages_overdue(today):
    dated = [model for model in PAGE_TYPES if issubclass(model, PageFacts)]
    return sum(model.objects.live().filter(next_review_due__lt=today).count() for model in dated)


def pages_with_errors(today):
    versions = [*live_pages(), *drafts()]
    return len({page.pk for page in versions if has_errors(page, today)})


def has_errors(page, today):
    """Remembered for the day, because a site takes seconds to review and the staff home opens often."""
    words = json.dumps(words_of(page.serializable_data()), cls=DjangoJSONEncoder, sort_keys=True)
    key = f"has-errors-{today}-{sha256(f'{page.pk} {facts_of(page)} {words}'.encode()).hexdigest()}"
    return cache.get_or_set(key, lambda: review(page, today).has_errors, ONE_DAY)


def counted(number, one, many, what):
    return f"{number} {one if number == 1 else many} {what}"


def facts_to_look_up(user, today=None):
    """The facts that the world may have changed by now; rules/expiring.toml has them all."""
    if not may_see(user):
        return
    today = today or date.today()
    for fact in due_facts(read_rulebook().expiring_facts, today):
        words = f"Look up by {in_words(fact.check_again)} whether this still holds: {fact.fact} Where: {fact.where}."
        yield PagesWaiting(words, reverse("wagtailadmin_explore_root"), is_urgent=today > fact.check_again)
