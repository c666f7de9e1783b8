"""How long closed requests are kept, and how they are deleted when their time is up or the person asks."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone

from contact.maintenance import clock
from contact.requests.access_log import RequestEvent
from contact.requests.consultation_request import ConsultationRequest
from contact.requests.states import AlreadyDeleted

SHORTEST, LONGEST = 1, 3650
# A small clinic may close twenty on one day. What makes more than half of all expire at once is rarely meant:
# a clock, a period of 1 day, the restore of an old backup.
FEW = 20
SHARE = 0.5
ASKED_BY_THE_PERSON = "Asked by the person"


class RetentionPeriod(models.Model):
    """How long closed requests are kept, by kind and outcome. Without a period they are kept for good."""

    kind = models.CharField(
        max_length=20,
        choices=ConsultationRequest.Kind,
        default=ConsultationRequest.Kind.CONSULTATION,
        editable=False,
    )
    outcome = models.CharField("closed as", max_length=20, choices=ConsultationRequest.Outcome, editable=False)
    days = models.PositiveIntegerField(
        "days kept",
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
        help_text="Days after it was closed. Then the request, its notes and its contact attempts are deleted.",
    )

    class Meta:
        verbose_name = "time that requests are kept"
        verbose_name_plural = "how long requests are kept"
        ordering = ["kind", "outcome"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "outcome"],
                name="one_period_for_a_kind_and_outcome",
                violation_error_message="There is a period for this already.",
            ),
            models.CheckConstraint(
                condition=models.Q(days__gte=SHORTEST, days__lte=LONGEST),
                name="kept_a_day_to_ten_years",
                violation_error_message="Keep requests for 1 day at least and 10 years at most.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.get_outcome_display().lower()}: {self.days} days"

    @property
    def rule(self):
        """As a proof of deletion says it."""
        words = f"Closed as {self.get_outcome_display().lower()}, kept {self.days} days"
        if self.kind == ConsultationRequest.Kind.CONSULTATION:
            return words
        return f"{self.get_kind_display()}: {words[0].lower()}{words[1:]}"


class DeletionRecord(models.Model):
    """Proof that a request was deleted: which one, when and by which rule. Nothing of its content."""

    reference = models.CharField(max_length=8, unique=True)
    deleted_at = models.DateTimeField(default=timezone.now)
    rule = models.CharField(max_length=200)
    last_event_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "proof of deletion"
        verbose_name_plural = "proofs of deletion"
        ordering = ["-deleted_at"]

    def __str__(self):
        return self.reference


class DeletionRefused(Exception):
    """The message gives the reason and what to do."""


def expired(now):
    """Pairs of a RetentionPeriod and the closed requests that have expired by it."""
    for period in RetentionPeriod.objects.all():
        before = now - timedelta(days=period.days)
        yield period, ConsultationRequest.objects.closed_as(period.kind, period.outcome, before)


def reason_not_to_delete(now, allow_many=False):
    """Why nothing may be deleted tonight, or ""."""
    return clock.fault() or ("" if allow_many else too_many(now))


def too_many(now):
    """Why staff should check first, or ""."""
    due = sum(requests.count() for _, requests in expired(now))
    closed = ConsultationRequest.objects.closed().count()
    if due <= FEW or due <= closed * SHARE:
        return ""
    return (
        f"{due} of {closed} closed requests would go in one night, so nothing is deleted: look at the clock and at how "
        "long requests are kept, and if all is right, run manage.py delete_expired_requests --allow-many."
    )


def delete_expired(now, on_progress=lambda done: None, allow_many=False):
    """Returns how many were deleted; calls `on_progress` with the number after each."""
    words = reason_not_to_delete(now, allow_many)
    if words:
        raise DeletionRefused(words)
    done = 0
    for period, requests in expired(now):
        for pk in list(requests.values_list("pk", flat=True)):
            done += delete_if_still_in(requests, pk, period.rule)
            on_progress(done)
    return done


@transaction.atomic
def delete_if_still_in(requests, pk, rule):
    """Staff may have reopened the request since the list was made."""
    consultation_request = requests.select_for_update().filter(pk=pk).first()
    if consultation_request is None:
        return 0
    delete_for_good(consultation_request, rule)
    return 1


@transaction.atomic
def delete_for_good(consultation_request, rule, by=None):
    """Deletes the request with its notes and contact attempts. Its events stay: they hold nothing personal."""
    reference = consultation_request.reference
    if not ConsultationRequest.objects.select_for_update().filter(pk=consultation_request.pk).exists():
        raise AlreadyDeleted
    last = RequestEvent.objects.record(RequestEvent.Kind.DELETED, reference, actor=by, rule=rule)
    DeletionRecord.objects.create(reference=reference, rule=rule, last_event_hash=last.hash)
    consultation_request.delete()
