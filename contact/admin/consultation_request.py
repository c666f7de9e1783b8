"""Triage: the list of requests, and one request as it is needed during a phone call."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path

from contact.admin.beside import beside
from contact.admin.export import ExportsRequests
from contact.admin.guide import GuidesTriage
from contact.admin.marks import reply_due_mark, state_mark, waiting_mark
from contact.admin.print_sheet import PrintsRequests
from contact.admin.reply_templates import words_to_copy
from contact.admin.stale_saves import KEPT_WORDS, changes_by_others, changes_since, last_seen, seen_in
from contact.admin.triage_forms import ContactAttemptForm, MoveForm, NoteForm
from contact.admin.triage_list import TriageList, posted
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


@admin.register(ConsultationRequest)
class ConsultationRequestAdmin(ExportsRequests, PrintsRequests, GuidesTriage, TriageList):
    class Media:
        css = {
            "all": [
                "css/staff/mark_of.css",
                "css/staff/triage_list.css",
                "css/staff/request.css",
                "css/staff/figures.css",
            ]
        }

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
        views = [
            path(f"<int:pk>/{name}/", self.own(view), name=f"contact_consultationrequest_{name}") for name, view in own
        ]
        return views + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        consultation_request = self.get_object_or_refuse(request, object_id, to_change=False)
        RequestEvent.objects.record(Kind.VIEWED, consultation_request.reference, actor=request.user)
        return self.page(request, consultation_request)

    def page(self, request, consultation_request, status=200, **forms):
        surroundings = beside(consultation_request, request.user)
        moves = [state for state in consultation_request.possible_moves if state != "closed"]
        context = self.admin_site.each_context(request) | {
            "title": f"Request {consultation_request.reference}",
            "opts": self.opts,
            "media": self.media,
            "asked": consultation_request,
            "state": state_mark(consultation_request),
            "waiting": waiting_mark(consultation_request),
            "reply_due": reply_due_mark(consultation_request, surroundings["times"]),
            "can_change": self.has_change_permission(request, consultation_request),
            "can_delete": self.may_delete_for_good(request),
            "moves": [(state, MOVE_WORDS[state]) for state in moves],
            "can_close": "closed" in consultation_request.possible_moves,
            "outcomes": ConsultationRequest.Outcome.choices,
            "events": consultation_request.events()[:30],
            "words_to_copy": words_to_copy(consultation_request),
            "seen": last_seen(consultation_request),
            "note_form": NoteForm(auto_id="note_%s"),
            "attempt_form": ContactAttemptForm(auto_id="attempt_%s"),
        }
        template = "admin/contact/consultationrequest/change_form.html"
        return TemplateResponse(request, template, context | surroundings | forms, status=status)

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
        changes = changes_since(consultation_request, seen_in(request))
        return self.page(request, consultation_request, CONFLICT, changes=changes)

    @posted
    def note_view(self, request, pk):
        form = NoteForm(request.POST, auto_id="note_%s")
        return self.write_down(request, pk, "note_form", form, ConsultationRequest.note_down)

    @posted
    def attempt_view(self, request, pk):
        form = ContactAttemptForm(request.POST, auto_id="attempt_%s")
        return self.write_down(request, pk, "attempt_form", form, ConsultationRequest.attempt_contact)

    def write_down(self, request, pk, name, form, keep):
        consultation_request = self.get_object_or_refuse(request, pk, to_change=True)
        if not form.is_valid():
            return self.page(request, consultation_request, UNPROCESSABLE, **{name: form})
        changes = changes_by_others(consultation_request, seen_in(request), request.user)
        if changes:
            messages.warning(request, KEPT_WORDS)
            return self.page(request, consultation_request, CONFLICT, changes=changes, **{name: form})
        try:
            keep(consultation_request, by=request.user, **form.cleaned_data)
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
