"""The list of requests: columns, order, search and one-click steps."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ORDER_VAR, PAGE_VAR, SEARCH_VAR
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html_join

from contact.clinic.plain_text import BareText
from contact.requests.access_log import RequestEvent
from contact.requests.consultation_request import ConsultationRequest
from contact.requests.queries import matched_fields
from contact.triage.badges import (
    annotate,
    assignee_badge,
    end_badge,
    others_badge,
    quarantine_badge,
    reach_badge,
    read_first_badge,
    reply_due_badge,
    state_badge,
    steps_badge,
    waiting_badge,
)
from contact.triage.filters import FIRST_THINGS_FIRST, IN_ADDRESSES, ORDER_OF, ByAssignee, ByPriority, OfKind, Show
from contact.triage.reports.statistics import statistics_view
from contact.triage.request_actions import BULK_ACTIONS, BulkActionForm, post_only, refusal_of, take_all_for_real
from contact.triage.unsaved_input import or_deleted_page

BAD_REQUEST = 400
MOST_FOUND = 50
Kind = RequestEvent.Kind


class SearchForm(forms.Form):
    words = BareText(label="Find by name, phone, email or reference", longest=200)


class StepForm(forms.Form):
    step = forms.ChoiceField(choices=[("assign", ""), ("in_review", "")])


class RequestList(admin.ModelAdmin):
    """The part of ConsultationRequestAdmin about many requests. ExportMixin says who may export."""

    change_list_template = "admin/contact/consultationrequest/change_list.html"
    list_display = ["reference", "state_in_words", "waiting", "reply_due", "reach", "assignee"]
    list_filter = [OfKind, Show, ("priority", ByPriority), ("assigned_to", ByAssignee)]
    allowed_lookups = IN_ADDRESSES
    empty_value_display = "Not assigned"
    list_select_related = ["assigned_to"]
    # Every request that is shown goes into the access log, so never the whole table.
    list_per_page = list_max_show_all = MOST_FOUND
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    ordering = FIRST_THINGS_FIRST
    actions = [*BULK_ACTIONS, take_all_for_real]
    action_form = BulkActionForm
    sortable_by = ["waiting"]

    def get_urls(self):
        own = [
            ("search/", self.search_view, "search"),
            ("figures/", partial(statistics_view, self), "figures"),
            ("<int:pk>/step/", self.step_view, "step"),
        ]
        return self.own_urls(own) + super().get_urls()

    def own_urls(self, views):
        """URL patterns for triples of a route, a view and a name."""
        prefix, protect = "contact_consultationrequest_", self.admin_site.admin_view
        return [path(route, protect(view), name=f"{prefix}{name}") for route, view, name in views]

    def admin_page(self, request, template, title, status=200, **context):
        """A page from templates/admin/contact/consultationrequest/."""
        page = self.admin_site.each_context(request) | {"title": title, "media": self.media, "opts": self.opts}
        template = f"admin/contact/consultationrequest/{template}.html"
        return TemplateResponse(request, template, page | context, status=status)

    # -- columns

    @admin.display(description="state")
    def state_in_words(self, consultation_request):
        badges = [state_badge, read_first_badge, end_badge, others_badge]
        return format_html_join("", "{}", [[badge(consultation_request)] for badge in badges])

    @admin.display(description="waiting", ordering="-received_at")
    def waiting(self, consultation_request):
        return waiting_badge(consultation_request)

    @admin.display(description="reply due", empty_value="")
    def reply_due(self, consultation_request):
        return reply_due_badge(consultation_request, consultation_request.annotations.reply_time)

    @admin.display(description="how to reach them")
    def reach(self, consultation_request):
        return reach_badge(consultation_request)

    @admin.display(description="assigned to")
    def assignee(self, consultation_request):
        return assignee_badge(consultation_request)

    @admin.display(description="next step", empty_value="")
    def next_step(self, consultation_request):
        return steps_badge(consultation_request)

    @admin.display(description="why it looks like spam")
    def why_in_quarantine(self, consultation_request):
        return quarantine_badge(consultation_request)

    def get_list_display(self, request):
        may_change = self.has_change_permission(request)
        shown = [*self.list_display, "next_step"] if may_change else self.list_display
        if request.GET.get(Show.parameter_name) != "quarantine":
            return shown
        return [*shown, "why_in_quarantine" if may_change else "quarantine_reason"]

    # -- order and actions

    def get_ordering(self, request):
        return ORDER_OF.get(request.GET.get(Show.parameter_name), FIRST_THINGS_FIRST)

    def get_actions(self, request):
        actions = super().get_actions(request)
        if request.GET.get(Show.parameter_name) != "quarantine":
            actions.pop(take_all_for_real.__name__, None)
        return actions

    def changelist_view(self, request, extra_context=None):
        if SEARCH_VAR in request.GET:
            words = "What is searched for must not stand in an address. Search with the box on this page."
            messages.error(request, words)
            return self.search_page(request, SearchForm(), status=BAD_REQUEST)
        context = {
            "title": "Consultation requests",
            "search_form": SearchForm(),
            "can_export": self.has_export_permission(request),
        }
        response = super().changelist_view(request, context)
        listed = getattr(response, "context_data", None) and response.context_data.get("cl")
        if listed:
            self.show(Kind.LISTED, request, listed.result_list, back_to_tab(request))
        return response

    def show(self, kind, request, consultation_requests, query="", **detail):
        annotate(consultation_requests, request.user, query)
        RequestEvent.objects.record_many(kind, request.user, consultation_requests, **detail)

    # -- search and steps

    @post_only
    def search_view(self, request):
        """By POST: search words are personal, and URLs end up in histories and logs."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = SearchForm(request.POST)
        words = form.cleaned_data["words"] if form.is_valid() else ""
        found = list(ConsultationRequest.objects.found_by(words).select_related("assigned_to")[: MOST_FOUND + 1])
        shown = found[:MOST_FOUND]
        self.show(Kind.SEARCHED, request, shown, found_by=matched_fields(shown, words))
        return self.search_page(request, form, found)

    def search_page(self, request, form, found=(), status=200):
        rows = [
            (one, self.state_in_words(one), self.waiting(one), self.reply_due(one), self.reach(one), self.assignee(one))
            for one in found[:MOST_FOUND]
        ]
        context = {
            "search_form": form,
            "rows": rows,
            "there_are_more": len(found) > MOST_FOUND,
            "is_found": status != BAD_REQUEST,
        }
        return self.admin_page(request, "search", "Search", status, **context)

    @post_only
    @or_deleted_page
    def step_view(self, request, pk):
        """A one-click step in the list; redirects to the same tab."""
        consultation_request = self.get_object_or_refuse(request, pk, to_change=True)
        form = StepForm(request.POST)
        if form.is_valid():
            refusal = refusal_of(
                request, consultation_request, step(consultation_request, request.user, **form.cleaned_data)
            )
            if refusal:
                messages.warning(request, f"{refusal} Look at it again, then decide.")
        return redirect(reverse("admin:contact_consultationrequest_changelist") + back_to_tab(request))


def step(consultation_request, user, step):
    if step == "assign":
        return partial(consultation_request.assign_to, user)
    return partial(consultation_request.move_to, step)


def back_to_tab(request):
    """The query string of the tab and page, without any other parameter."""
    kept = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        if name in IN_ADDRESSES | {PAGE_VAR, ORDER_VAR}:
            kept.setlist(name, values)
    return f"?{kept.urlencode()}" if kept else ""
