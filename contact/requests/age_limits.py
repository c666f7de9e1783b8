"""How long requests stay that nobody closes, and what staff are told before these lapse."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from contact.clinic.clinic_details import ClinicDetails
from contact.clinic.singleton import Singleton
from contact.requests.age_rules import IS_UNDECIDED, IS_UNFINISHED, NOBODY, AgeRule, ages, quiet_since
from contact.requests.consultation_request import ConsultationRequest
from contact.requests.states import State

# Suspected spam is looked into once a day, and two weeks outlast a vacation. An open request takes calls and replies.
NOTICE_OF_SUSPECTED = timedelta(days=14)
NOTICE_OF_OPEN = timedelta(days=28)
# A week and a month more than the notices.
SHORTEST_SUSPECTED, SHORTEST_OPEN = 21, 60
# More of them are only counted, so that the staff home stays quick.
AT_ONCE = 500


@dataclass(frozen=True)
class Reminder:
    words: str
    # Of the list of requests.
    tab: str
    is_urgent: bool = False


class AgeLimits(Singleton):
    suspected_days = models.PositiveIntegerField(
        "days until suspected spam is deleted",
        default=60,
        validators=[MinValueValidator(SHORTEST_SUSPECTED), MaxValueValidator(365)],
        help_text="If nobody has decided whether it's real. The staff home warns two weeks before. What nobody has "
        "opened isn't deleted.",
    )
    booked_days = models.PositiveIntegerField(
        "days until we ask how a booking ended",
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text="Counted from the booking, or from the last note or call since. This deletes nothing.",
    )
    open_days = models.PositiveIntegerField(
        "days until an open request is deleted",
        default=365,
        validators=[MinValueValidator(SHORTEST_OPEN), MaxValueValidator(3650)],
        help_text="Counted from the last move, note or call. The staff home and the daily email warn four weeks "
        "before. What nobody has opened isn't deleted.",
    )
    # After a change, what is over age all at once is not deleted before staff were warned of it.
    in_force_since = models.DateTimeField(default=timezone.now, editable=False)

    class Meta(Singleton.Meta):
        verbose_name = "requests that nobody closes"
        verbose_name_plural = "requests that nobody closes"
        constraints = [
            *Singleton.Meta.constraints,
            models.CheckConstraint(
                condition=Q(suspected_days__gte=SHORTEST_SUSPECTED, open_days__gte=SHORTEST_OPEN),
                name="age_limits_leave_time_to_decide",
                violation_error_message="Leave at least 21 days for suspected spam and 60 for open requests.",
            ),
        ]

    def __str__(self):
        return "Requests that nobody closes"

    def save(self, *args, **kwargs):
        before = type(self).objects.filter(pk=self.pk).values_list("suspected_days", "open_days").first()
        if before != (self.suspected_days, self.open_days):
            self.in_force_since = timezone.now()
        super().save(*args, **kwargs)

    @property
    def rule_of_suspected(self):
        return AgeRule(
            requests=IS_UNDECIDED,
            age=timedelta(days=self.suspected_days),
            notice=NOTICE_OF_SUSPECTED,
            in_force_since=self.in_force_since,
            rule=f"Suspected spam that nobody decided, kept {self.suspected_days} days",
            warning=(
                "1 suspected spam is deleted {when} unless someone decides",
                "{number} suspected spam are deleted {when} unless someone decides",
            ),
        )

    @property
    def rule_of_open(self):
        return AgeRule(
            requests=IS_UNFINISHED,
            age=timedelta(days=self.open_days),
            notice=NOTICE_OF_OPEN,
            in_force_since=self.in_force_since,
            rule=f"Open, and nobody worked on it for {self.open_days} days",
            warning=(
                "1 old open request is deleted {when} unless someone works on it",
                "{number} old open requests are deleted {when} unless someone works on them",
            ),
        )

    @property
    def rules(self):
        return [self.rule_of_suspected, self.rule_of_open]

    # -- which requests

    def lapsing(self, now):
        return self.either([rule.lapsing(now) for rule in self.rules])

    def never_opened(self, now):
        return self.either([rule.never_opened(now) for rule in self.rules])

    def either(self, conditions):
        whole = NOBODY
        for condition in conditions:
            whole |= condition
        return ConsultationRequest.objects.filter(whole)

    def booked_long_ago(self, now):
        """Booked, and nothing was written down since: did they come?"""
        booked = ConsultationRequest.objects.open().filter(state=State.BOOKED)
        return booked.filter(quiet_since(now - timedelta(days=self.booked_days)))

    # -- in words

    def reminders(self, now):
        """For the staff home and the digest: what needs a person before it can end."""
        unopened = self.never_opened(now).count()
        if unopened:
            words = counted(unopened, "old request was", "old requests were")
            yield Reminder(f"{words} never opened. Nothing is deleted before someone reads it", "kept", is_urgent=True)
        booked = self.booked_long_ago(now).count()
        if booked:
            words = counted(booked, "request has", "requests have")
            yield Reminder(f"{words} been booked for more than {self.booked_days} days. Did they come?", "booked")
        for rule in self.rules:
            number, first, last = lapse_dates(rule, now)
            if number:
                zone = ZoneInfo(ClinicDetails.current().time_zone)
                words = rule.warning[number > 1].format(number=number, when=on_days(first, last, zone))
                yield Reminder(words, "lapsing", self.holds_urgent(rule, now))

    def holds_urgent(self, rule, now):
        urgent = ConsultationRequest.objects.filter(priority=ConsultationRequest.Priority.HIGH)
        return urgent.filter(rule.lapsing(now)).exists()

    def remarks(self, consultation_requests, now, zone):
        """By primary key, what the list and the page of a request say about its end; nothing for closed ones."""
        unclosed = [one for one in consultation_requests if one.closed_at is None]
        since = ages([(one.pk, one.reference, one.received_at) for one in unclosed])
        return {one.pk: self.remark(one, *since[one.pk], now, zone) for one in unclosed}

    def remark(self, one, quiet_since, opened_at, now, zone):
        rule = self.rule_of_suspected if one.in_quarantine and one.awaits_reply else self.rule_of_open
        age = now - quiet_since
        if opened_at is None:
            return "Not deleted before someone opens it" if age >= rule.age else ""
        booked_long_ago = one.state == State.BOOKED and age.days >= self.booked_days
        question = "Did they come?" if booked_long_ago else ""
        if age < rule.age - rule.notice:
            return question
        lapses_at = max(rule.lapses_at(quiet_since, opened_at), now)
        return f"{question} Will be deleted {on_days(lapses_at, lapses_at, zone)}".strip()


def lapse_dates(rule, now):
    """How many are lapsing, and when the first and the last of them do, or None for the last of very many."""
    lapsing = ConsultationRequest.objects.order_by("pk").filter(rule.lapsing(now))
    rows = list(lapsing.values_list("pk", "reference", "received_at")[: AT_ONCE + 1])
    if len(rows) > AT_ONCE:
        return lapsing.count(), max(rule.in_force_since + rule.notice, now), None
    # Nobody had opened it a moment ago: then it has the whole notice.
    ends = [max(rule.lapses_at(quiet, opened_at or now), now) for quiet, opened_at in ages(rows).values()]
    return len(ends), min(ends, default=None), max(ends, default=None)


def on_days(first, last, zone):
    """Such as "on December 6" or "from December 6 to December 12"."""
    begins, ends = (moment and date_format(moment.astimezone(zone), "F j") for moment in (first, last))
    if begins == ends:
        return f"on {begins}"
    return f"from {begins} to {ends}" if ends else f"from {begins} on"


def counted(number, one, many):
    return f"{number} {one if number == 1 else many}"
