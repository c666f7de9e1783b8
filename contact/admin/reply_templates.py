from django.contrib import admin

from contact.admin.edit_conflicts import NoticesEditConflicts
from contact.models import ReplyTemplate


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(NoticesEditConflicts):
    list_display = ["title", "kind", "place"]
    fields = ["kind", "title", "text", "place"]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Call scripts and replies"})


def words_to_copy(consultation_request):
    """Each template as (id, title, kind, text for this request)."""
    return [
        (f"words_{one.pk}", one.title, one.get_kind_display(), one.filled_in(consultation_request.reference))
        for one in ReplyTemplate.objects.all()
    ]
