"""Context of a request's page: who else opened it, and other requests from the same phone number or email."""

from datetime import timedelta

from django.utils import timezone

from contact.clinic.business_hours import BusinessHours
from contact.clinic.clinic_details import ClinicDetails
from contact.clinic.humanize import age
from contact.mail.outbox import OutboxMessage
from contact.mail.smtp import describe
from contact.requests.access_log import RequestEvent
from contact.requests.consultation_request import ConsultationRequest

# The length of a call; a colleague who went to lunch should not hold others up for longer.
STILL_OPEN = timedelta(minutes=10)
MOST_OTHERS = 20


def related_context(consultation_request, user):
    """The context that is not about the request itself."""
    others = list(others_like(consultation_request))
    shown = others[:MOST_OTHERS]
    for other in shown:
        other.shares = shared_by(consultation_request, other)
    return {
        "failed_mail": why_not_acknowledged(consultation_request),
        "recent_views": recent_views(consultation_request, user),
        "later_requests": list(consultation_request.later_requests.order_by("received_at")),
        "others": shown,
        "others_summary": others_summary(shown, len(others) > MOST_OTHERS),
        "there_are_more_others": len(others) > MOST_OTHERS,
        "times": BusinessHours.of(ClinicDetails.current()),
    }


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


def shared_by(one, other):
    shared = []
    if one.phone_index and one.phone_index == other.phone_index:
        shared.append("phone number")
    if one.email_index and one.email_index == other.email_index:
        shared.append("email address")
    return f"same {' and '.join(shared)}"


def others_summary(others, there_are_more):
    """Such as "2 other requests from the same phone number"."""
    if not others:
        return ""
    number = f"More than {len(others)}" if there_are_more else len(others)
    shared = {other.shares for other in others}
    what = f"the {shared.pop()}" if len(shared) == 1 else "the same phone number or email address"
    return f"{number} other request{'' if number == 1 else 's'} from {what}"
