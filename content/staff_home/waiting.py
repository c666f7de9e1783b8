"""What pages want from whoever opens the staff home and may write them."""

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Count, Max, Q
from django.urls import reverse
from wagtail.models import Page

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
LIVE = Q(live=True)


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
    """How many; counted anew only when a page has changed or the day has, because a site takes seconds to review."""
    versions = Page.objects.aggregate(
        Count("pk"),
        Max("pk"),
        Max("latest_revision_created_at"),
        Max("last_published_at"),
        live=Count("pk", filter=LIVE),
    )
    key = f"pages-with-errors-{today}-{digest(versions)}"
    return cache.get_or_set(key, lambda: count_pages_with_errors(today), ONE_DAY)


def count_pages_with_errors(today):
    """Reviews only what it has not seen today."""
    versions = {key_of(page, today): page for page in [*live_pages(), *drafts()]}
    known = cache.get_many(versions)
    new = {key: review(page, today).has_errors for key, page in versions.items() if key not in known}
    cache.set_many(new, ONE_DAY)
    return len({versions[key].pk for key, has_errors in (known | new).items() if has_errors})


def key_of(page, today):
    words = words_of(page.serializable_data())
    return f"has-errors-{today}-{digest([page.pk, str(facts_of(page)), words])}"


def digest(said):
    return sha256(json.dumps(said, cls=DjangoJSONEncoder, sort_keys=True).encode()).hexdigest()


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
