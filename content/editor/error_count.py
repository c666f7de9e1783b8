"""Counts the pages with errors. A review takes time, so each version of a page is reviewed once a day at most."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import Q
from wagtail.models import Page

from content.models import PAGE_TYPES
from content.page_review.reviews import review

ONE_DAY = 24 * 60 * 60
# Opening the staff home runs at most this many reviews. The mail worker runs more, each minute.
MOST_IN_A_VISIT = 5
MOST_IN_A_MINUTE = 30


@dataclass(frozen=True)
class Version:
    """The live version or the draft of a page, identified by when it was saved and published."""

    page: int
    is_draft: bool
    saved_at: datetime | None
    published_at: datetime | None

    def has_errors(self, today):
        page = Page.objects.get(pk=self.page).specific
        return review(page.get_latest_revision_as_object() if self.is_draft else page, today).has_errors


@dataclass(frozen=True)
class ErrorCount:
    pages: int
    versions_unreviewed: int


def count_errors(today, most=MOST_IN_A_VISIT):
    # A Version is pickled with the path of its module: where that changes, this key changes too, or no entry of an
    # earlier release can be read.
    key = f"page-error-count-{today}"
    known, versions = cache.get(key, {}), all_versions()
    unreviewed = [version for version in versions if version not in known]
    if unreviewed:
        known = {version: known[version] for version in versions if version in known}
        known |= {version: version.has_errors(today) for version in unreviewed[:most]}
        cache.set(key, known, ONE_DAY)
    wrong = {version.page for version in versions if known.get(version)}
    return ErrorCount(len(wrong), versions_unreviewed=len(unreviewed[most:]))


def all_versions():
    pages = Page.objects.exact_type(*PAGE_TYPES).order_by().filter(Q(live=True) | Q(has_unpublished_changes=True))
    rows = pages.values_list("pk", "live", "has_unpublished_changes", "latest_revision_created_at", "last_published_at")
    return [
        Version(pk, is_draft, *moments)
        for pk, live, has_draft, *moments in rows
        for is_draft, is_there in ((False, live), (True, has_draft))
        if is_there
    ]
