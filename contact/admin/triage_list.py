"""Triage: the list of requests, what to do first, and who has it."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from contact.admin.looks import record_many
from contact.admin.marks import (
    assignee_mark,
    quarantine_mark,
    reply_due_mark,
    state_mark,
    voice_message_mark,
    waiting_mark,
)
from contact.admin.triage_filters import ByAssignee, ByPriority, Show
from contact.admin.triage_forms import SearchForm
from contact.models import ConsultationRequest, RequestEvent

Kind = RequestEvent.Kind
posted = method_decorator([require_POST, sensitive_post_parameters()])


class TriageList(admin.ModelAdmin):
    """The half of ConsultationRequestAdmin that is about many requests."""

    change_list_template = "admin/contact/consultationrequest/change_list.html"
    list_display = ["reference", "state_in_words", "waiting", "reply_due", "contact_by", "voice_message", "assignee"]
    list_filter = [Show, ("priority", ByPriority), ("assigned_to", ByAssignee)]
    empty_value_display = "Not assigned"
    list_select_related = ["assigned_to"]
    list_per_page = 50
    ordering = ["received_at"]
    actions = ["assign_to_me"]
    sortable_by = ["waiting", "reply_due"]

    def get_urls(self):
        return [
            path("search/", self.own(self.search_view), name="contact_consultationrequest_search"),
            *super().get_urls(),
        ]

    def own(self, view):
        return self.admin_site.admin_view(view)

    @admin.display(description="state")
    def state_in_words(self, consultation_request):
        return state_mark(consultation_request)

    @admin.display(description="waiting", ordering="-received_at")
    def waiting(self, consultation_request):
        return waiting_mark(consultation_request)

    @admin.display(description="reply due", ordering="due_at", empty_value="")
    def reply_due(self, consultation_request):
        return reply_due_mark(consultation_request)

    @admin.display(description="assigned to")
    def assignee(self, consultation_request):
        return assignee_mark(consultation_request)

    @admin.display(description="voice message")
    def voice_message(self, consultation_request):
        return voice_message_mark(consultation_request)

    @admin.display(description="why it looks like spam")
    def why_in_quarantine(self, consultation_request):
        return quarantine_mark(consultation_request)

    def get_list_display(self, request):
        if request.GET.get(Show.parameter_name) != "quarantine":
            return self.list_display
        return [*self.list_display, "why_in_quarantine" if self.has_change_permission(request) else "quarantine_reason"]

    @admin.action(description="Assign to me", permissions=["change"])
    def assign_to_me(self, request, queryset):
        for consultation_request in queryset:
            consultation_request.assign_to(request.user, by=request.user, version=consultation_request.version)

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, {"title": "Consultation requests", "search_form": SearchForm()})
        listed = getattr(response, "context_data", None) and response.context_data.get("cl")
        if listed:
            record_many(Kind.LISTED, request.user, listed.result_list)
        return response

    @posted
    def search_view(self, request):
        """By POST, because what is searched for is personal and addresses are written down in many places."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = SearchForm(request.POST)
        found = ConsultationRequest.objects.found_by(form.cleaned_data["words"])[:50] if form.is_valid() else []
        record_many(Kind.SEARCHED, request.user, found)
        rows = [(one, state_mark(one), waiting_mark(one), reply_due_mark(one)) for one in found]
        context = self.admin_site.each_context(request) | {
            "title": "Search",
            "search_form": form,
            "rows": rows,
            "media": self.media,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/contact/consultationrequest/search.html", context)
