"""A request is stored before anything else happens, and stored once."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from contact.business_hours import reply_due_at
from contact.models import ClinicDetails, ConsultationRequest, OutboxMessage, RequestEvent

TRIES = 3


def receive(answers, submission_key):
    """Stores the request, its first event and its mail in one transaction; gives the request.

    `answers` are fields of ConsultationRequest. The same `submission_key` gives the request that is already there.
    """
    for attempt in range(TRIES):
        already = ConsultationRequest.objects.filter(submission_key=submission_key).first()
        if already:
            return already
        try:
            return store(answers, submission_key)
        except IntegrityError:
            # The same form came in twice at once, or the reference was taken: look again.
            if attempt == TRIES - 1:
                raise


@transaction.atomic
def store(answers, submission_key):
    now = timezone.now()
    due_at = reply_due_at(ClinicDetails.current(), now)
    consultation_request = ConsultationRequest.objects.create(
        submission_key=submission_key, received_at=now, agreed_at=now, due_at=due_at, **answers
    )
    RequestEvent.objects.record(RequestEvent.Kind.RECEIVED, consultation_request.reference)
    for kind in mails_for(consultation_request):
        OutboxMessage.objects.create(kind=kind, reference=consultation_request.reference)
    return consultation_request


def mails_for(consultation_request):
    yield OutboxMessage.Kind.STAFF_BELL
    if consultation_request.wants_acknowledgement and consultation_request.email:
        yield OutboxMessage.Kind.ACKNOWLEDGEMENT
