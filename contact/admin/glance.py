"""What the list says about a request beyond its own row, looked up once for the whole page."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from contact.clinic.business_hours import BusinessHours
from contact.clinic.clinic_details import ClinicDetails
from contact.requests.consultation_request import ConsultationRequest

State = ConsultationRequest.State


@dataclass(frozen=True)
class Glance:
    now: datetime
    times: BusinessHours
    same_phone: int
    same_email: int
    steps: tuple = ()
    step_address: str = ""


def take_in(consultation_requests, user, query=""):
    """Gives each of `consultation_requests` its `glance`. `query` names the tab that a step leads back to."""
    now, times = timezone.now(), BusinessHours.of(ClinicDetails.current())
    phones = others_by("phone_index", consultation_requests)
    emails = others_by("email_index", consultation_requests)
    for one in consultation_requests:
        one.glance = Glance(
            now=now,
            times=times,
            same_phone=phones[one.phone_index],
            same_email=emails[one.email_index],
            steps=tuple(steps(one, user)),
            step_address=reverse("admin:contact_consultationrequest_step", args=[one.pk]) + query,
        )


def others_by(index, consultation_requests):
    """How many other requests there are for each value of `index`."""
    digests = {getattr(one, index) for one in consultation_requests} - {""}
    rows = ConsultationRequest.objects.order_by().filter(**{f"{index}__in": digests})
    return Counter({digest: number - 1 for digest, number in rows.values_list(index).annotate(Count("pk"))})


def steps(consultation_request, user):
    """What may be done without reading the request: taking it. That somebody was called is said on its page."""
    if consultation_request.in_quarantine or not consultation_request.awaits_reply:
        return
    if consultation_request.assigned_to_id is None:
        yield "assign", "Assign to me"
    elif consultation_request.assigned_to_id == user.pk and consultation_request.state == State.NEW:
        yield "in_review", "Start review"
