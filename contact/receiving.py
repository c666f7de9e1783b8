"""A request is stored before anything else happens, and stored once."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from contact.business_hours import reply_due_at
from contact.models import ClinicDetails, ConsultationRequest, OutboxMessage, RequestEvent, SendCount
from contact.suspicion import MOST_AN_HOUR, Reason

TRIES = 3
Priority = ConsultationRequest.Priority


def already_received(submission_key):
    return ConsultationRequest.objects.filter(submission_key=submission_key).first()


def same_as_before(reference, answers):
    """The request with this reference, if it says just the same. After Back, browsers open the form with a new key."""
    before = ConsultationRequest.objects.filter(reference=reference).first() if reference else None
    same = before and all(getattr(before, field) == value for field, value in answers.items())
    return before if same else None


def receive(answers, submission_key, *, oddity="", sender="", read_first=False):
    """Stores the request, its first event and its mail in one transaction; gives the request.

    `answers` are fields of ConsultationRequest. The same `submission_key` gives the request that is already there.
    An `oddity`, or too many requests from the same `sender` puts the request into quarantine; `read_first` moves it up.
    """
    for attempt in range(TRIES):
        already = already_received(submission_key)
        if already:
            return moved_up(already) if read_first else already
        try:
            return store(answers, submission_key, oddity, sender, read_first)
        except IntegrityError:
            # The same form came in twice at once, or the reference was taken: look again.
            if attempt == TRIES - 1:
                raise


@transaction.atomic
def store(answers, submission_key, oddity, sender, read_first):
    now = timezone.now()
    too_many = bool(sender) and SendCount.objects.one_more(sender) > MOST_AN_HOUR
    reason = oddity or (Reason.TOO_MANY if too_many else "")
    consultation_request = ConsultationRequest.objects.create(
        submission_key=submission_key,
        received_at=now,
        agreed_at=now,
        due_at=reply_due_at(ClinicDetails.current(), now),
        priority=Priority.HIGH if read_first else Priority.NORMAL,
        in_quarantine=bool(reason),
        quarantine_reason=reason,
        **answers,
    )
    detail = {"quarantine": reason} if reason else {}
    RequestEvent.objects.record(RequestEvent.Kind.RECEIVED, consultation_request.reference, **detail)
    ring_for(consultation_request)
    if not reason:
        acknowledge(consultation_request)
    return consultation_request


def moved_up(consultation_request):
    """Sent again with words that the first one did not have. No event says so: it would tell what was in them."""
    ConsultationRequest.objects.filter(pk=consultation_request.pk).update(priority=Priority.HIGH)
    return consultation_request


def ring_for(consultation_request):
    OutboxMessage.objects.create(kind=OutboxMessage.Kind.STAFF_BELL, reference=consultation_request.reference)


def acknowledge(consultation_request):
    """Only for real requests: a robot could have us write to people who never asked."""
    if consultation_request.wants_acknowledgement and consultation_request.email:
        OutboxMessage.objects.get_or_create(
            kind=OutboxMessage.Kind.ACKNOWLEDGEMENT, reference=consultation_request.reference
        )


@transaction.atomic
def take_for_real(consultation_request, by, version):
    """Out of quarantine, with the mail that the visitor asked for."""
    consultation_request.leave_quarantine(by, version)
    acknowledge(consultation_request)
