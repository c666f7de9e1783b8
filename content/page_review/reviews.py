"""The clinical review of Wagtail pages: one page, several, or the whole site."""

from dataclasses import dataclass

from django.utils import timezone
from wagtail.models import Page

from content.models import PAGE_TYPES
from content.review import Finding, Findings
from content.review.claims import check_claims
from content.review.engine import examine_together
from content.review.measures import Measures, measures_of
from content.review.rulebook import read_rulebook

from .page_reader import read_pages, read_record

LIVE = "live"
DRAFT = "draft"


def review(page, today=None):
    """The findings about one Wagtail page."""
    return review_all([page], today)[0]


def review_all(pages, today=None):
    """The findings about each of these Wagtail pages, which are also compared with one another.

    Sources and links are looked up once for all of them.
    """
    return examine_together(read_pages(pages), today or timezone.localdate())


def review_record(record, today=None):
    """The findings about a record of the clinic: it may make no claim that a page may not make."""
    rulebook = read_rulebook()
    return Findings(check_claims(read_record(record), rulebook, today or timezone.localdate()))


def measure_all(pages):
    """The measures of each of these Wagtail pages, or None for one that is too short to measure."""
    rulebook = read_rulebook()
    return [measures_of(page, rulebook) for page in read_pages(pages)]


@dataclass(frozen=True)
class ReviewedVersion:
    page: Page
    version: str
    findings: Findings
    measures: Measures | None


@dataclass(frozen=True)
class FindingRow:
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
    return [FindingRow(one.page, one.version, finding) for one in reviewed for finding in one.findings]


def review_versions(pages, version):
    found = zip(pages, review_all(pages), measure_all(pages), strict=True)
    return [ReviewedVersion(page, version, findings, measures) for page, findings, measures in found]


def in_order(pages):
    return sorted(pages, key=lambda page: page.path)
