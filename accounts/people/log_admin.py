"""Who changed what in the staff area, for those who check it. The log of requests is another: contact.RequestEvent."""

from django.contrib import admin


class StaffLogAdmin(admin.ModelAdmin):
    list_display = ["action_time", "user", "content_type", "object_repr", "get_change_message"]
    list_filter = ["action_time", "content_type"]
    allowed_lookups = ["action_time__gte", "action_time__lt", "content_type__id__exact", "content_type__isnull"]
    list_select_related = ["user", "content_type"]
    list_display_links = None
    sortable_by = ["action_time"]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Who changed what"} | (extra_context or {}))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
