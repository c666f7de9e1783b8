"""How long requests are kept, and how they are deleted when their time is up or the person asks."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from contact.maintenance import clock
from contact.requests.access_log import RequestEvent
from contact.requests.age_limits import AgeLimits
from contact.requests.age_rules import is_in_use
from contact.requests.consultation_request import ConsultationRequest
from contact.requests.states import AlreadyDeleted

SHORTEST, LONGEST = 1, 3650
# A small clinic may close twenty on one day. What makes more than half of all expire at once is rarely meant:
# a clock, a period of 1 day, the restore of an old backup.
FEW = 20
SHARE = 0.5
# In one query, so memory use does not grow with the clinic.
AT_ONCE = 500
ASKED_BY_THE_PERSON = "Asked by the person"


class RetentionPeriod(models.Model):
    """How long closed requests are kept, by kind and outcome. `reconcile` names those that have no period."""

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
        verbose_name = "retention period"
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
    def sentence(self):
        """For whoever has set it."""
        kind, outcome = self.get_kind_display(), self.get_outcome_display().lower()
        return f"{kind}, closed as {outcome}: deleted after {self.days} day{'' if self.days == 1 else 's'}."

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
    """Pairs of a period or an age rule, and the requests that have expired by it."""
    yield from expired_since_closing(now)
    yield from lapsed(now)


def expired_since_closing(now):
    for period in RetentionPeriod.objects.all():
        before = now - timedelta(days=period.days)
        yield period, ConsultationRequest.objects.closed_as(period.kind, period.outcome, before)


def lapsed(now):
    """Those that nobody has closed."""
    for rule in AgeLimits.current().rules:
        yield rule, ConsultationRequest.objects.filter(rule.lapsed(now))


def reason_not_to_delete(now, allow_many=False):
    """Why nothing may be deleted tonight, or ""."""
    return clock.fault() or ("" if allow_many else too_many(now))


def too_many(now):
    """Why staff should check first, or ""."""
    closed, unclosed = ConsultationRequest.objects.closed(), ConsultationRequest.objects.filter(closed_at=None)
    return too_many_of("closed", expired_since_closing(now), closed) or too_many_of("open", lapsed(now), unclosed)


def too_many_of(words, expired_by_rule, requests):
    due, total = sum(expired.count() for _, expired in expired_by_rule), requests.count()
    if due <= FEW or due <= total * SHARE:
        return ""
    return (
        f"{due} of {total} {words} requests would go in one night, so nothing is deleted: look at the clock and at how "
        "long requests are kept, and if all is right, run manage.py delete_expired_requests --allow-many."
    )


def delete_expired(now, on_progress=lambda done: None, allow_many=False):
    """Returns how many were deleted; calls `on_progress` with the number after each."""
    words = reason_not_to_delete(now, allow_many)
    if words:
        raise DeletionRefused(words)
    done = 0
    for period, requests in expired(now):
        for pk in keys_of(requests):
            done += delete_if_still_in(requests, pk, period.rule)
            on_progress(done)
    return done


def keys_of(requests):
    last = 0
    while keys := list(requests.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        yield from keys
        last = keys[-1]


@transaction.atomic
def delete_if_still_in(requests, pk, rule):
    """Staff may have reopened, opened or worked on the request since the list was made.

    It is locked first and looked up by a second query: PostgreSQL would check the events as they were before the wait.
    """
    ConsultationRequest.objects.lock([pk])
    consultation_request = requests.filter(pk=pk).first()
    if consultation_request is None or is_in_use(consultation_request.reference, timezone.now()):
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


def closed_without_a_period():
    """Reads all closed requests, so it is for the night."""
    periods = RetentionPeriod.objects.filter(kind=OuterRef("kind"), outcome=OuterRef("outcome"))
    return ConsultationRequest.objects.closed().filter(~Exists(periods))


def every_outcome_has_a_period():
    kinds = ConsultationRequest.Kind
    wanted = {(kind.value, outcome.value) for kind in kinds for outcome in ConsultationRequest.outcomes_of(kind)}
    return wanted <= set(RetentionPeriod.objects.values_list("kind", "outcome"))


def kept_for_good(now):
    """What no rule will delete, unless a person does something."""
    unopened = AgeLimits.current().never_opened(now)
    if every_outcome_has_a_period():
        return unopened
    both = [requests.order_by().values("pk") for requests in (unopened, closed_without_a_period())]
    return ConsultationRequest.objects.filter(Q(pk__in=both[0]) | Q(pk__in=both[1]))
