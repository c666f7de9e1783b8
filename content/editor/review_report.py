"""The report of all findings, in the editor's Reports menu, and the number of pages with errors."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import Q
from django.urls import path
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports.base import ReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from content.models import PAGE_TYPES
from content.page_review.reviews import review, review_drafts, review_live_pages, rows
from content.review import Severity


def may_see(user):
    return page_permission_policy.user_has_any_permission(user, ["add", "change", "publish"])


class ReviewReport(ReportView):
    page_title = "Clinical review"
    header_icon = "glasses"
    index_url_name = "clinical_review"
    index_results_url_name = "clinical_review_results"
    results_template_name = "wagtailadmin/reports/clinical_review_results.html"
    is_searchable = False
    default_ordering = None
    list_export = [
        "page.title",
        "page.url",
        "version",
        "finding.severity",
        "finding.rule",
        "finding.place",
        "finding.sentence",
        "finding.reason",
        "finding.remedy",
    ]
    export_headings = {name: name.split(".")[-1].capitalize() for name in list_export} | {
        "page.title": "Page",
        "page.url": "Address",
        "finding.remedy": "Instead",
    }

    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs) if may_see(request.user) else permission_denied(request)

    def get_filtered_queryset(self):
        self.everything = rows(review_live_pages() + review_drafts())
        severity, rule = self.request.GET.get("severity"), self.request.GET.get("rule")
        return [
            row
            for row in self.everything
            if severity in (None, "", row.finding.severity) and rule in (None, "", row.finding.rule)
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "severities": list(Severity),
            "rules": sorted({row.finding.rule for row in self.everything}),
            "severity": self.request.GET.get("severity", ""),
            "rule": self.request.GET.get("rule", ""),
        }

    def get_filename(self):
        return "clinical-review"


URLS = [
    path("reports/clinical-review/", ReviewReport.as_view(), name="clinical_review"),
    path("reports/clinical-review/results/", ReviewReport.as_view(results_only=True), name="clinical_review_results"),
]


class ReportMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see(request.user)


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
    """A review takes time, so each version of a page is reviewed once a day at most."""
    # A Version is pickled with the path of its module: where that changes, this key changes too, or no entry of an
    # earlier release can be read.
    key = f"pages-with-errors-{today}"
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
