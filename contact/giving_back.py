"""An overdue request that nobody goes on with is given back, so that a colleague can take it."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from contact.models import ClinicDetails, ConsultationRequest, RequestEvent, StaleRequest
from contact.opening_times import OpeningTimes

Kind = RequestEvent.Kind
# Opening a request is not going on with it; a call, a note or a move is.
GOING_ON = [Kind.MOVED, Kind.NOTE_ADDED, Kind.CONTACT_ATTEMPTED]


def give_back_idle_requests():
    """Gives how many requests were given back."""
    clinic = ClinicDetails.current()
    if clinic.give_back_after_hours is None:
        return 0
    now = timezone.now()
    since = OpeningTimes.of(clinic).before(now, timedelta(hours=clinic.give_back_after_hours))
    return sum(give_back(consultation_request) for consultation_request in idle(now, since))


def idle(now, since):
    """Overdue requests whose assignee has neither been given them nor gone on with them after `since`."""
    recent = RequestEvent.objects.filter(reference=OuterRef("reference"), happened_at__gt=since)
    gone_on = Q(kind__in=GOING_ON, actor=OuterRef("assigned_to"))
    busy = Exists(recent.filter(gone_on | Q(kind=Kind.ASSIGNED)))
    return ConsultationRequest.objects.overdue(now).filter(~busy, assigned_to__isnull=False).order_by("due_at")


def give_back(consultation_request):
    try:
        consultation_request.give_back(consultation_request.version)
    except StaleRequest:  # somebody has just gone on with it
        return False
    return True
