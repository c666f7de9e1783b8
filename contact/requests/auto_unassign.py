"""Unassigns overdue requests whose assignee does nothing with them, so that a colleague can take them."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from contact.clinic.business_hours import BusinessHours
from contact.clinic.clinic_details import ClinicDetails
from contact.requests.access_log import RequestEvent
from contact.requests.consultation_request import ConsultationRequest

Kind = RequestEvent.Kind
# Opening a request is no work on it; a call, a note or a move is.
GOING_ON = [Kind.MOVED, Kind.NOTE_ADDED, Kind.CONTACT_ATTEMPTED, Kind.MARKED, Kind.UNMARKED]


def unassign_idle_requests():
    """Returns how many requests were unassigned."""
    clinic = ClinicDetails.current()
    if clinic.give_back_after_hours is None:
        return 0
    now = timezone.now()
    since = BusinessHours.of(clinic).before(now, timedelta(hours=clinic.give_back_after_hours))
    keys = list(idle(now, since).values_list("pk", flat=True))
    return sum(unassign_if_still_idle(pk, now, since) for pk in keys)


def idle(now, since):
    """Overdue requests that were not assigned, and not worked on by their assignee, after `since`."""
    recent = RequestEvent.objects.filter(reference=OuterRef("reference"), happened_at__gt=since)
    gone_on = Q(kind__in=GOING_ON, actor=OuterRef("assigned_to"))
    busy = Exists(recent.filter(gone_on | Q(kind=Kind.ASSIGNED)))
    return ConsultationRequest.objects.overdue(now).filter(~busy, assigned_to__isnull=False).order_by("due_at")


@transaction.atomic
def unassign_if_still_idle(pk, now, since):
    """Somebody may have worked on it since the list was made."""
    ConsultationRequest.objects.lock([pk])
    consultation_request = idle(now, since).filter(pk=pk).first()
    if consultation_request is None:
        return False
    consultation_request.unassign(consultation_request.version)
    return True
