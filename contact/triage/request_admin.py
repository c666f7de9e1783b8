"""Triage: the list of requests, and one request as it is needed during a phone call."""

from datetime import timedelta

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from contact.clinic.calendar_changes import current_reply_time
from contact.clinic.email_slips import suggestion
from contact.clinic.humanize import age, reply_due
from contact.mail.outbox import OutboxMessage
from contact.mail.smtp import describe
from contact.requests.access_log import RequestEvent
from contact.requests.age_limits import AgeLimits
from contact.requests.consultation_request import ConsultationRequest
from contact.requests.due_times import why_no_due_time
from contact.requests.notes import ContactAttempt
from contact.requests.queries import sender_digests
from contact.requests.retention import ASKED_BY_THE_PERSON, delete_for_good
from contact.requests.search_index import SearchEntry
from contact.requests.states import MOVE_LABELS, AlreadyDeleted
from contact.triage.badges import state_badge, waiting_badge
from contact.triage.edit_conflicts import last_seen, posted_integer
from contact.triage.read_first import read_first_context
from contact.triage.readonly_admin import FixedRowsMixin
from contact.triage.reply_templates import words_to_copy
from contact.triage.reports.export import ExportMixin
from contact.triage.request_actions import RequestActions
from contact.triage.request_list import RequestList
from contact.triage.unsaved_input import UnsavedInput, or_deleted_page

# As many as fit on one sheet with everything else.
LAST_ATTEMPTS = 4
MOST_LINES = 6
Kind = RequestEvent.Kind


def on_one_sheet(message):
    """The message as typed, or with its lines joined if there are too many."""
    lines = [line.strip() for line in str(message).splitlines() if line.strip()]
    return " / ".join(lines) if len(lines) > MOST_LINES else message


@admin.register(ConsultationRequest)
class ConsultationRequestAdmin(FixedRowsMixin, RequestActions, ExportMixin, RequestList):
    """Requests are deleted by delete_for_good only: Django's own deletion leaves no proof."""

    class Media:
        css = {
            "all": [
                "css/staff/badge.css",
                "css/staff/triage_list.css",
                "css/staff/request.css",
                "css/staff/figures.css",
            ]
        }

    # -- who may do what

    def may_delete_for_good(self, request):
        return request.user.has_perm("contact.delete_consultationrequest")

    def get_object_or_refuse(self, request, pk, to_change):
        allowed = self.has_change_permission(request) if to_change else self.has_view_permission(request)
        if not allowed:
            raise PermissionDenied
        found = (
            ConsultationRequest.objects.select_related("assigned_to", "earlier_request")
            .filter(pk=posted_integer(pk))
            .first()
        )
        if found is None:
            raise AlreadyDeleted(is_fresh=False)
        return found

    # -- one request

    def get_urls(self):
        own = [
            ("guide/", self.guide_view, "guide"),
            ("<int:pk>/print/", self.print_view, "print"),
            ("<int:pk>/delete-now/", self.delete_now_view, "delete-now"),
        ]
        return self.own_urls(own) + super().get_urls()

    @or_deleted_page
    def change_view(self, request, object_id, form_url="", extra_context=None):
        consultation_request = self.get_object_or_refuse(request, object_id, to_change=False)
        consultation_request.show_to(request.user)
        return self.page(request, consultation_request)

    def page(self, request, consultation_request, status=200, unsaved=None, **more):
        unsaved = unsaved or UnsavedInput()
        surroundings = related_context(consultation_request, request.user)
        moves = [state for state in consultation_request.possible_moves if state != "closed"]
        context = surroundings | read_first_context(consultation_request, request.user)
        context |= {
            "consultation_request": consultation_request,
            "state": state_badge(consultation_request),
            "waiting": waiting_badge(consultation_request),
            "remark": remark_about_its_end(consultation_request, timezone.get_current_timezone()),
            "can_change": self.has_change_permission(request, consultation_request),
            "can_delete": self.may_delete_for_good(request),
            "moves": [(state, MOVE_LABELS[state]) for state in moves],
            "can_close": "closed" in consultation_request.possible_moves,
            "outcomes": [(outcome, outcome.label) for outcome in consultation_request.possible_outcomes],
            "later_outcomes": [outcome.label for outcome in consultation_request.later_outcomes],
            "events": consultation_request.events()[:30],
            "words_to_copy": words_to_copy(consultation_request),
            "seen": last_seen(consultation_request),
            "email_suggestion": suggestion(consultation_request.email),
            "note_form": unsaved.note_form,
            "attempt_form": unsaved.attempt_form,
            "mark_form": unsaved.mark_form,
        }
        title = f"Request {consultation_request.reference}"
        return self.admin_page(request, "change_form", title, status, **context, **more)

    def guide_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.admin_page(request, "guide", "How to work through requests")

    @or_deleted_page
    def print_view(self, request, pk):
        consultation_request = self.get_object_or_refuse(request, pk, to_change=False)
        consultation_request.show_to(request.user, Kind.PRINTED)
        context = {
            "consultation_request": consultation_request,
            "message": on_one_sheet(consultation_request.message),
            "attempts": consultation_request.contact_attempts.order_by("-made_at", "-pk")[:LAST_ATTEMPTS],
            "results": ContactAttempt.Result.labels,
            "printed_by": request.user,
        }
        return TemplateResponse(request, "admin/contact/consultationrequest/print_sheet.html", context)

    @or_deleted_page
    def delete_now_view(self, request, pk):
        """Confirms by GET, deletes by POST."""
        if not self.may_delete_for_good(request):
            raise PermissionDenied
        consultation_request = self.get_object_or_refuse(request, pk, to_change=False)
        if request.method == "POST":
            return self.delete_now(request, consultation_request)
        title = f"Delete request {consultation_request.reference} now?"
        return self.admin_page(request, "delete_now", title, consultation_request=consultation_request)

    def delete_now(self, request, consultation_request):
        delete_for_good(consultation_request, ASKED_BY_THE_PERSON, by=request.user)
        messages.success(request, f"Request {consultation_request.reference} is deleted.")
        return redirect("admin:contact_consultationrequest_changelist")


# -- what stands around a request: who else opened it, and others from the same phone number or email address

# The length of a call; a colleague who went to lunch should not hold others up for longer.
STILL_OPEN = timedelta(minutes=10)
MOST_OTHERS = 20
SENDER_FIELDS = {"phone": "phone number", "email": "email address"}


def related_context(consultation_request, user):
    """The context that is not about the request itself."""
    others = list(others_like(consultation_request))
    shown = others[:MOST_OTHERS]
    mark_shared(consultation_request, shown)
    return {
        "failed_mail": why_not_acknowledged(consultation_request),
        "recent_views": recent_views(consultation_request, user),
        "later_requests": list(consultation_request.later_requests.order_by("received_at")),
        "others": shown,
        "others_summary": others_summary(shown, len(others) > MOST_OTHERS),
        "there_are_more_others": len(others) > MOST_OTHERS,
    } | due_context(consultation_request)


def due_context(consultation_request):
    """When the reply is due, or why it never is, and what the visitor was told if that was earlier."""
    now, due_at, told = timezone.now(), consultation_request.due_at, consultation_request.told_due_at
    return {
        "reply_due": reply_due(due_at, now) if consultation_request.awaits_reply else "",
        "is_overdue": consultation_request.is_overdue(now),
        "why_no_due_time": why_no_due_time(consultation_request, current_reply_time()),
        "told_earlier": told if told and due_at and told < due_at else None,
    }


def remark_about_its_end(consultation_request, zone):
    remarks = AgeLimits.current().remarks([consultation_request], timezone.now(), zone)
    return remarks.get(consultation_request.pk, "")


def why_not_acknowledged(consultation_request):
    """Why the acknowledgement could not be sent; "" if it was, or is still tried."""
    if not consultation_request.wants_acknowledgement:
        return ""
    acknowledgements = OutboxMessage.objects.failed().filter(kind=OutboxMessage.Kind.ACKNOWLEDGEMENT)
    failed = acknowledgements.filter(reference=consultation_request.reference).first()
    return describe(failed.last_error) if failed else ""


def recent_views(consultation_request, user):
    """The latest view of each colleague in the past minutes. A notice only: nothing is locked."""
    now = timezone.now()
    latest = {}
    for event in RequestEvent.objects.recent_views(consultation_request.reference, since=now - STILL_OPEN):
        if event.actor_id != user.pk:
            latest.setdefault(event.actor_id, event)
    for event in latest.values():
        event.ago = f"{age(event.happened_at, now)} ago"
    return list(latest.values())


def others_like(consultation_request):
    others = ConsultationRequest.objects.from_the_same(consultation_request).order_by("-received_at")
    return others[: MOST_OTHERS + 1]


def mark_shared(one, others):
    """Sets `shares` on each, such as "same phone number"."""
    entries = SearchEntry.objects.filter(consultation_request__in=others, digest__in=sender_digests(one))
    shared = set(entries.values_list("consultation_request", "kind"))
    for other in others:
        words = [words for kind, words in SENDER_FIELDS.items() if (other.pk, kind) in shared]
        other.shares = f"same {' and '.join(words)}"


def others_summary(others, there_are_more):
    """Such as "2 other requests from the same phone number"."""
    if not others:
        return ""
    number = f"More than {len(others)}" if there_are_more else len(others)
    shared = {other.shares for other in others}
    what = f"the {shared.pop()}" if len(shared) == 1 else "the same phone number or email address"
    return f"{number} other request{'' if number == 1 else 's'} from {what}"
