"""Requests are deleted when their time is up or the person asks, and leave a proof behind."""

from datetime import timedelta

from django.db import transaction

from contact.maintenance import clock
from contact.models import AlreadyDeleted, ConsultationRequest, DeletionRecord, RequestEvent, RetentionPeriod

# A small clinic may close twenty on one day. What makes more than half of all expire at once is rarely meant:
# a clock, a period of 1 day, the restore of an old backup.
FEW = 20
SHARE = 0.5
ASKED_BY_THE_PERSON = "Asked by the person"


class WillNotDelete(Exception):
    """The message says why, and what to do."""


def expired(now):
    """Pairs of a RetentionPeriod and the closed requests whose time is up by it."""
    for period in RetentionPeriod.objects.all():
        yield period, ConsultationRequest.objects.closed_as(period.outcome, before=now - timedelta(days=period.days))


def why_not(now, allow_many=False):
    """The sentence that stops a night's deletions, or ""."""
    return clock.fault() or ("" if allow_many else too_many(now))


def too_many(now):
    """Why somebody should look first, or ""."""
    due = sum(requests.count() for _, requests in expired(now))
    closed = ConsultationRequest.objects.closed().count()
    if due <= FEW or due <= closed * SHARE:
        return ""
    return (
        f"{due} of {closed} closed requests would go in one night, so nothing is deleted: look at the clock and at how "
        "long requests are kept, and if all is right, run manage.py delete_expired_requests --allow-many."
    )


def delete_expired(now, told=lambda done: None, allow_many=False):
    """Gives how many were deleted; calls `told` with the number after each."""
    words = why_not(now, allow_many)
    if words:
        raise WillNotDelete(words)
    done = 0
    for period, requests in expired(now):
        for pk in list(requests.values_list("pk", flat=True)):
            done += delete_if_still_in(requests, pk, period.rule)
            told(done)
    return done


@transaction.atomic
def delete_if_still_in(requests, pk, rule):
    """Staff may have taken the request up again since the list was made."""
    consultation_request = requests.select_for_update().filter(pk=pk).first()
    if consultation_request is None:
        return 0
    delete_for_good(consultation_request, rule)
    return 1


@transaction.atomic
def delete_for_good(consultation_request, rule, by=None):
    """Deletes the request with its notes and contact attempts; its events stay, they hold nothing personal."""
    reference = consultation_request.reference
    if not ConsultationRequest.objects.select_for_update().filter(pk=consultation_request.pk).exists():
        raise AlreadyDeleted
    last = RequestEvent.objects.record(RequestEvent.Kind.DELETED, reference, actor=by, rule=rule)
    DeletionRecord.objects.create(reference=reference, rule=rule, last_event_hash=last.hash)
    consultation_request.delete()
