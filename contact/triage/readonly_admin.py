"""Records that can be viewed and never changed."""

from functools import partial

from django.contrib import admin
from django.urls import path
from django.utils.text import capfirst

from contact.maintenance.runs import UpkeepRun
from contact.requests.access_log import RequestEvent
from contact.requests.retention import DeletionRecord
from contact.triage.reports.access_review import week_view


class FixedRowsMixin:
    """For an admin in which rows are neither added nor deleted."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(FixedRowsMixin, admin.ModelAdmin):
    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": capfirst(self.opts.verbose_name_plural)})

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(RequestEvent)
class RequestEventAdmin(ReadOnlyAdmin):
    list_display = ["reference", "kind", "happened_at", "actor_name"]
    list_filter = ["kind", "happened_at", "actor"]
    allowed_lookups = [
        "kind__exact",
        "kind__isnull",
        "happened_at__gte",
        "happened_at__lt",
        "actor__id__exact",
        "actor__isnull",
    ]

    def get_urls(self):
        week = self.admin_site.admin_view(partial(week_view, self))
        return [path("week/", week, name="contact_requestevent_week"), *super().get_urls()]


@admin.register(DeletionRecord)
class DeletionRecordAdmin(ReadOnlyAdmin):
    list_display = ["reference", "deleted_at", "rule"]


@admin.register(UpkeepRun)
class UpkeepRunAdmin(ReadOnlyAdmin):
    list_display = ["task", "ended_at", "went_well", "words"]
