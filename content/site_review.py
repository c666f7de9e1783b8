"""The clinical review of the whole site: what is live, and the drafts that may follow."""

from dataclasses import dataclass

from wagtail.models import Page

from content.models import PAGE_TYPES
from content.review import Finding, Findings, grades, review_all

LIVE = "live"
DRAFT = "draft"


@dataclass(frozen=True)
class Reviewed:
    page: Page
    version: str
    findings: Findings
    grade: float | None


@dataclass(frozen=True)
class Row:
    """One finding, with the page that it is about."""

    page: Page
    version: str
    finding: Finding


def review_live_pages():
    return review_versions(live_pages(), LIVE)


def review_drafts():
    return review_versions(drafts(), DRAFT)


def live_pages():
    return in_order(page for model in PAGE_TYPES for page in model.objects.live())


def drafts():
    pages = (page for model in PAGE_TYPES for page in model.objects.filter(has_unpublished_changes=True))
    return in_order(page.get_latest_revision_as_object() for page in pages)


def rows(reviewed):
    return [Row(one.page, one.version, finding) for one in reviewed for finding in one.findings]


def review_versions(pages, version):
    found = zip(pages, review_all(pages), grades(pages), strict=True)
    return [Reviewed(page, version, findings, grade) for page, findings, grade in found]


def in_order(pages):
    return sorted(pages, key=lambda page: page.path)
