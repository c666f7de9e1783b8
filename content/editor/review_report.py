"""The report of all findings, in the editor's Reports menu."""

from django.urls import path
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports.base import ReportView
from wagtail.permissions import page_permission_policy

from content.page_review.reviews import review_drafts, review_live_pages, rows
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
