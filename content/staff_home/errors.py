"""How many pages have errors to mend. A review takes its time, so each version of a page has one a day at most."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from wagtail.models import Page

from content.models import PAGE_TYPES
from content.review import review

ONE_DAY = 24 * 60 * 60
# So many reviews at most does anybody wait for who opens the staff home of a site with thousands of pages.
MOST_AT_ONCE = 30


@dataclass(frozen=True)
class Version:
    """The words of a page that visitors read, or those of its draft, as they were at that moment."""

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
    versions_unseen: int


def count_errors(today):
    key = f"pages-with-errors-{today}"
    known, versions = cache.get(key, {}), all_versions()
    unseen = [version for version in versions if version not in known]
    if unseen:
        known = {version: known[version] for version in versions if version in known}
        known |= {version: version.has_errors(today) for version in unseen[:MOST_AT_ONCE]}
        cache.set(key, known, ONE_DAY)
    wrong = {version.page for version in versions if known.get(version)}
    return ErrorCount(len(wrong), versions_unseen=len(unseen[MOST_AT_ONCE:]))


def all_versions():
    pages = Page.objects.exact_type(*PAGE_TYPES).order_by()
    moments = ("pk", "latest_revision_created_at", "last_published_at")
    live = pages.live().values_list(*moments)
    drafts = pages.filter(has_unpublished_changes=True).values_list(*moments)
    return [
        *(Version(pk, False, saved_at, published_at) for pk, saved_at, published_at in live),
        *(Version(pk, True, saved_at, published_at) for pk, saved_at, published_at in drafts),
    ]
