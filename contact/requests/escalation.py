"""Tells the second person on call when nobody has opened a request that is to be read first."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from contact.clinic.on_call import OnCall
from contact.mail.on_call import Kind, queue_on_call_email
from contact.mail.outbox import OutboxMessage
from contact.maintenance.clock import SURELY_AHEAD
from contact.requests.access_log import RequestEvent
from contact.requests.consultation_request import ConsultationRequest


def tell_second_person():
    """By the clock and not in opening hours; after downtime as soon as the worker runs again.

    It does not wait for a clock that is in doubt: a mail too early does no harm.
    """
    on_call = OnCall.current()
    if not on_call.second_recipients:
        return
    for reference in unopened(timezone.now(), timedelta(minutes=on_call.minutes)):
        queue_on_call_email(reference, Kind.ON_CALL_SECOND)


def unopened(now, pause):
    """References of those that nobody has been told of a second time."""
    told = OutboxMessage.objects.filter(kind=Kind.ON_CALL_SECOND, reference=OuterRef("reference"))
    # A process that an update has not restarted yet writes the event, but not when the request was opened first.
    viewed = RequestEvent.objects.recent_views(OuterRef("reference"), since=OuterRef("received_at"))
    # A later time was written while the clock was ahead.
    waited = Q(received_at__lte=now - pause) | Q(received_at__gt=now + SURELY_AHEAD)
    marked = ConsultationRequest.objects.read_first().filter(waited, first_opened_at=None)
    return list(marked.filter(~Exists(told), ~Exists(viewed)).values_list("reference", flat=True))
