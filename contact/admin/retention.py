from django.contrib import admin

from contact.admin.edit_conflicts import NoticesEditConflicts
from contact.requests.retention import RetentionPeriod


@admin.register(RetentionPeriod)
class RetentionPeriodAdmin(NoticesEditConflicts):
    """One row for each way in which a request can end: none is added and none taken away."""

    list_display = ["outcome", "days"]
    fields = ["outcome", "days"]
    readonly_fields = ["outcome"]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "How long requests are kept"})

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
