"""Stores a submitted form as a request, before anything else happens and only once.

Browsers submit a form again by themselves, and people go back and submit it with other answers, for themselves or for
somebody else. So a request is identified by the key of the form and the answers: the same answers are the same
request, other answers make a new one that names the earlier one.
"""

import hashlib
import hmac
import json
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from contact.clinic.calendar_changes import current_reply_time
from contact.encryption import blind_index_key
from contact.mail.outbox import OutboxMessage
from contact.requests.access_log import RequestEvent
from contact.requests.consultation_request import ConsultationRequest
from contact.requests.promises import follow_calendar_meanwhile
from contact.requests.submission_checks import MOST_AN_HOUR, Reason, SendCount

# Each collision needs another request at the same instant, so a third one in a row is a fault.
TRIES = 3
Kind = ConsultationRequest.Kind
Priority = ConsultationRequest.Priority


def received_as(submission_key, answers):
    """The requests stored for this form: the first one, and the one with these answers if they differ."""
    keys = [submission_key, key_of_other_answers(submission_key, answers)]
    return list(ConsultationRequest.objects.filter(submission_key__in=keys))


def find_same(consultation_requests, answers):
    return next((one for one in consultation_requests if has_answers(one, answers)), None)


def repeats_earlier(reference, answers):
    """The request with this reference, if its answers are the same. After Back, a form is opened with a new key."""
    before = ConsultationRequest.objects.filter(reference=reference).first() if reference else None
    return before if before and has_answers(before, answers) else None


def has_answers(consultation_request, answers):
    return all(getattr(consultation_request, field) == value for field, value in answers.items())


def key_of_other_answers(submission_key, answers):
    """The same for the same answers. Keyed, so that nobody can find out the answers by guessing."""
    message = f"contact.submission_key\0{submission_key}\0{json.dumps(answers, sort_keys=True)}"
    return uuid.UUID(bytes=hmac.new(blind_index_key(), message.encode(), hashlib.sha256).digest()[:16])


def receive(answers, submission_key, *, before=None, spam_reason="", sender="", read_first=False):
    """Stores the request, its first event and its mails in one transaction; returns the request and whether it is new.

    `answers` are fields of ConsultationRequest. The same answers under the same `submission_key`, or in the request
    with the reference `before`, give the request that is already there; other answers make another one, linked to the
    first under that key.
    A `spam_reason`, or too many requests from the same `sender`, puts the request into quarantine; `read_first` moves
    it up.
    """
    for attempt in range(TRIES):
        # One query for both: between two, the same form could be stored as the earlier one.
        received = received_as(submission_key, answers)
        if already := find_same(received, answers) or repeats_earlier(before, answers):
            return already, False
        other_key = key_of_other_answers(submission_key, answers)
        earlier = next((one for one in received if one.submission_key != other_key), None)
        key = other_key if earlier else submission_key
        try:
            return store(answers, key, spam_reason, sender, read_first, earlier), True
        except IntegrityError:
            # The same form arrived twice at once, the earlier one was deleted, or the reference was taken: try again.
            if attempt == TRIES - 1:
                raise


@transaction.atomic
def store(answers, submission_key, spam_reason, sender, read_first, earlier=None):
    now = timezone.now()
    too_many = bool(sender) and SendCount.objects.count_one(sender) > MOST_AN_HOUR
    reason = spam_reason or (Reason.TOO_MANY if too_many else "")
    # Nobody who reports a mistake is asked to agree to anything, or promised a reply.
    is_mistake = answers.get("kind") == Kind.MISTAKE
    due_at = None if is_mistake else current_reply_time().due_at(now)
    consultation_request = ConsultationRequest.objects.create(
        submission_key=submission_key,
        earlier_request=earlier,
        received_at=now,
        agreed_at=None if is_mistake else now,
        due_at=due_at,
        told_due_at=due_at,
        priority=Priority.HIGH if read_first else Priority.NORMAL,
        in_quarantine=bool(reason),
        quarantine_reason=reason,
        **answers,
    )
    detail = ({"quarantine": reason} if reason else {}) | ({"earlier": earlier.reference} if earlier else {})
    RequestEvent.objects.record(RequestEvent.Kind.RECEIVED, consultation_request.reference, **detail)
    queue_new_request_email(consultation_request)
    if not reason:
        queue_acknowledgement(consultation_request)
    follow_calendar_meanwhile(consultation_request)
    return consultation_request


def queue_new_request_email(consultation_request):
    OutboxMessage.objects.create(kind=OutboxMessage.Kind.NEW_REQUEST, reference=consultation_request.reference)


def queue_acknowledgement(consultation_request):
    """Not for suspected spam: a bot could have the site write to people who never asked."""
    if consultation_request.wants_acknowledgement and consultation_request.mail_address:
        OutboxMessage.objects.get_or_create(
            kind=OutboxMessage.Kind.ACKNOWLEDGEMENT, reference=consultation_request.reference
        )


@transaction.atomic
def accept_as_real(consultation_request, by, version):
    """Out of quarantine; sends the acknowledgement if the visitor wanted one."""
    consultation_request.leave_quarantine(by, version)
    queue_acknowledgement(consultation_request)
