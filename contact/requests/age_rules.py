"""When a request lapses that nobody closes, who is warned before, and when it stays all the same.

It lapses once nobody has worked on it for long enough, if a person has opened it, and if staff had the whole notice to
decide: since it was first opened, and since the rule is in force. One that nobody has opened stays, however old it is.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, Max, Min, OuterRef, Q

from contact.requests.access_log import RequestEvent
from contact.requests.states import AWAITING_REPLY

Kind = RequestEvent.Kind
WORK = [Kind.MOVED, Kind.ASSIGNED, Kind.NOTE_ADDED, Kind.CONTACT_ATTEMPTED]
# The list shows nobody's words, so whoever assigns from it has read none.
OPENED = [Kind.VIEWED, Kind.PRINTED, Kind.MOVED, Kind.NOTE_ADDED, Kind.CONTACT_ATTEMPTED]
IN_USE = [Kind.VIEWED, Kind.PRINTED, Kind.ASSIGNED, Kind.NOTE_ADDED, Kind.CONTACT_ATTEMPTED]
# What somebody has before them is kept until the next night.
LONGER_THAN_A_CALL = timedelta(hours=1)
NOBODY = Q(pk__in=[])
NOT_CLOSED = Q(closed_at=None)
# Whoever moved a suspect on takes it for real, even while it stands among the suspects.
IS_UNDECIDED = NOT_CLOSED & Q(in_quarantine=True, state__in=AWAITING_REPLY)
IS_UNFINISHED = NOT_CLOSED & (Q(in_quarantine=False) | ~Q(state__in=AWAITING_REPLY))


def same_request(**conditions):
    """The events of the request that the outer query is about."""
    return RequestEvent.objects.order_by().filter(reference=OuterRef("reference"), **conditions)


def opened_by_a_person(**conditions):
    return Exists(same_request(kind__in=OPENED, actor_id__isnull=False, **conditions))


def quiet_since(moment):
    """Received, and last worked on, until then."""
    return Q(received_at__lte=moment) & ~Exists(same_request(kind__in=WORK, happened_at__gt=moment))


def is_in_use(reference, now):
    """Whether a person has just opened the request or written something down. Moves show in the request itself."""
    # What was written while the clock was ahead would otherwise be in use for years.
    just_now = (now - LONGER_THAN_A_CALL, now + LONGER_THAN_A_CALL)
    events = RequestEvent.objects.filter(reference=reference, kind__in=IN_USE, happened_at__range=just_now)
    return events.filter(actor_id__isnull=False).exists()


@dataclass(frozen=True)
class AgeRule:
    requests: Q
    age: timedelta
    notice: timedelta
    in_force_since: datetime
    # As a proof of deletion says it.
    rule: str
    # Of one, and of several.
    warning: tuple[str, str]

    def over_age(self, now):
        return self.requests & quiet_since(now - self.age)

    def lapsed(self, now):
        warned_by = now - self.notice
        if self.in_force_since > warned_by:
            return NOBODY
        return self.over_age(now) & opened_by_a_person(happened_at__lte=warned_by)

    def lapsing(self, now):
        """Staff are warned of these: they lapse within the notice."""
        return self.requests & quiet_since(now - self.age + self.notice) & opened_by_a_person()

    def never_opened(self, now):
        return self.over_age(now) & ~opened_by_a_person()

    def lapses_at(self, quiet_since, opened_at):
        return max(quiet_since + self.age, opened_at + self.notice, self.in_force_since + self.notice)


def ages(consultation_requests):
    """By primary key, since when nobody has worked on each, and when a person first opened it, or None."""
    rows = {reference: (pk, received) for pk, reference, received in consultation_requests}
    events = RequestEvent.objects.order_by().filter(reference__in=rows).values_list("reference")
    worked = dict(events.filter(kind__in=WORK).annotate(last=Max("happened_at")))
    opened = dict(events.filter(kind__in=OPENED, actor_id__isnull=False).annotate(first=Min("happened_at")))
    return {
        pk: (max(received, worked.get(reference, received)), opened.get(reference))
        for reference, (pk, received) in rows.items()
    }
