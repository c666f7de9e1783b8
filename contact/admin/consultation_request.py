"""Triage: the list of requests, and one request as it is needed during a phone call."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from contact.admin.marks import (
    assignee_mark,
    quarantine_mark,
    reply_due_mark,
    state_mark,
    voice_message_mark,
    waiting_mark,
)
from contact.admin.triage_filters import ByAssignee, ByPriority, Show
from contact.admin.triage_forms import ContactAttemptForm, MoveForm, NoteForm, SearchForm
from contact.models import ConsultationRequest, MoveNotAllowed, RequestEvent, StaleRequest
from contact.receiving import take_for_real
from contact.retention import ASKED_BY_THE_PERSON, AlreadyDeleted, delete_for_good

CONFLICT, UNPROCESSABLE = 409, 422
MOVE_WORDS = {
    "new": "Put back to new",
    "in_review": "Start review",
    "contacted": "Mark contacted",
    "booked": "Mark booked",
}
Kind = RequestEvent.Kind
posted = method_decorator([require_POST, sensitive_post_parameters()])


@admin.register(ConsultationRequest)
class ConsultationRequestAdmin(admin.ModelAdmin):
    change_list_template = "admin/contact/consultationrequest/change_list.html"
    list_display = ["reference", "state_in_words", "waiting", "reply_due", "contact_by", "voice_message", "assignee"]
    list_filter = [Show, ("priority", ByPriority), ("assigned_to", ByAssignee)]
    empty_value_display = "Not assigned"
    list_select_related = ["assigned_to"]
    list_per_page = 50
    ordering = ["received_at"]
    actions = ["assign_to_me"]
    sortable_by = ["waiting", "reply_due"]

    class Media:
        css = {"all": ["css/staff/mark_of.css", "css/staff/triage_list.css", "css/staff/request.css"]}

    # -- who may do what

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        """Django's own ways of deleting leave no proof."""
        return False

    def may_delete_for_good(self, request):
        return request.user.has_perm("contact.delete_consultationrequest")

    def get_object_or_refuse(self, request, pk, to_change):
        allowed = self.has_change_permission(request) if to_change else self.has_view_permission(request)
        if not allowed:
            raise PermissionDenied
        return get_object_or_404(ConsultationRequest.objects.select_related("assigned_to"), pk=pk)

    # -- the list

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

    # -- one request

    def get_urls(self):
        own = [
            ("move", self.move_view),
            ("assign", self.assign_view),
            ("real", self.real_view),
            ("note", self.note_view),
            ("attempt", self.attempt_view),
            ("delete-now", self.delete_now_view),
        ]
        views = [path("search/", self.own(self.search_view), name="contact_consultationrequest_search")]
        views += [
            path(f"<int:pk>/{name}/", self.own(view), name=f"contact_consultationrequest_{name}") for name, view in own
        ]
        return views + super().get_urls()

    def own(self, view):
        return self.admin_site.admin_view(view)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        consultation_request = self.get_object_or_refuse(request, object_id, to_change=False)
        RequestEvent.objects.record(Kind.VIEWED, consultation_request.reference, actor=request.user)
        return self.page(request, consultation_request)

    def page(self, request, consultation_request, status=200, **forms):
        moves = [state for state in consultation_request.possible_moves if state != "closed"]
        context = self.admin_site.each_context(request) | {
            "title": f"Request {consultation_request.reference}",
            "opts": self.opts,
            "media": self.media,
            "asked": consultation_request,
            "state": state_mark(consultation_request),
            "waiting": waiting_mark(consultation_request),
            "reply_due": reply_due_mark(consultation_request),
            "can_change": self.has_change_permission(request, consultation_request),
            "can_delete": self.may_delete_for_good(request),
            "moves": [(state, MOVE_WORDS[state]) for state in moves],
            "can_close": "closed" in consultation_request.possible_moves,
            "outcomes": ConsultationRequest.Outcome.choices,
            "events": consultation_request.events()[:30],
            "note_form": NoteForm(auto_id="note_%s"),
            "attempt_form": ContactAttemptForm(auto_id="attempt_%s"),
        }
        template = "admin/contact/consultationrequest/change_form.html"
        return TemplateResponse(request, template, context | forms, status=status)

    @posted
    def move_view(self, request, pk):
        consultation_request = self.get_object_or_refuse(request, pk, to_change=True)
        form = MoveForm(request.POST)
        if not form.is_valid():
            messages.error(request, "Choose how it ended before you close it.")
            return self.page(request, consultation_request, UNPROCESSABLE)
        return self.change(request, consultation_request, consultation_request.move_to, **form.cleaned_data)

    @posted
    def assign_view(self, request, pk):
        consultation_request = self.get_object_or_refuse(request, pk, to_change=True)
        return self.change(
            request,
            consultation_request,
            consultation_request.assign_to,
            user=request.user,
            version=version_in(request),
        )

    @posted
    def real_view(self, request, pk):
        consultation_request = self.get_object_or_refuse(request, pk, to_change=True)
        take = partial(take_for_real, consultation_request)
        return self.change(request, consultation_request, take, version=version_in(request))

    def change(self, request, consultation_request, do, **what):
        try:
            do(by=request.user, **what)
        except StaleRequest as stale:
            return self.changed_meanwhile(request, consultation_request.pk, stale)
        except MoveNotAllowed as refused:
            messages.error(request, str(refused))
            return self.page(request, consultation_request, UNPROCESSABLE)
        return back_to(consultation_request)

    def changed_meanwhile(self, request, pk, stale):
        consultation_request = ConsultationRequest.objects.filter(pk=pk).first()
        if consultation_request is None:
            return gone(request)
        messages.warning(request, f"{stale} Look at it again, then decide.")
        return self.page(request, consultation_request, CONFLICT)

    @posted
    def note_view(self, request, pk):
        """A note is always kept, whatever others changed meanwhile."""
        consultation_request = self.get_object_or_refuse(request, pk, to_change=True)
        form = NoteForm(request.POST, auto_id="note_%s")
        if not form.is_valid():
            return self.page(request, consultation_request, UNPROCESSABLE, note_form=form)
        return self.add(request, consultation_request, consultation_request.note_down, **form.cleaned_data)

    @posted
    def attempt_view(self, request, pk):
        consultation_request = self.get_object_or_refuse(request, pk, to_change=True)
        form = ContactAttemptForm(request.POST, auto_id="attempt_%s")
        if not form.is_valid():
            return self.page(request, consultation_request, UNPROCESSABLE, attempt_form=form)
        return self.add(request, consultation_request, consultation_request.attempt_contact, **form.cleaned_data)

    def add(self, request, consultation_request, do, **what):
        try:
            do(by=request.user, **what)
        except IntegrityError:
            # There is no request any more that it could belong to.
            return gone(request)
        return back_to(consultation_request)

    def delete_now_view(self, request, pk):
        """Asks first; deletes only by POST."""
        if not self.may_delete_for_good(request):
            raise PermissionDenied
        consultation_request = self.get_object_or_refuse(request, pk, to_change=False)
        if request.method == "POST":
            return self.delete_now(request, consultation_request)
        context = self.admin_site.each_context(request) | {
            "title": f"Delete request {consultation_request.reference} now?",
            "asked": consultation_request,
            "media": self.media,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/contact/consultationrequest/delete_now.html", context)

    def delete_now(self, request, consultation_request):
        try:
            delete_for_good(consultation_request, ASKED_BY_THE_PERSON, by=request.user)
        except AlreadyDeleted:
            return gone(request)
        messages.success(request, f"Request {consultation_request.reference} is deleted.")
        return to_list()


def version_in(request):
    return int(request.POST.get("version") or 0)


def to_list():
    return redirect("admin:contact_consultationrequest_changelist")


def gone(request):
    messages.warning(request, "Somebody else deleted this request a moment ago.")
    return to_list()


def back_to(consultation_request):
    return redirect("admin:contact_consultationrequest_change", consultation_request.pk)


def record_many(kind, actor, consultation_requests):
    """One event for a whole page of requests, on the chain that they share."""
    references = [one.reference for one in consultation_requests]
    RequestEvent.objects.record(kind, actor=actor, references=references)
