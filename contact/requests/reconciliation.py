"""Checks that every request ever received still exists or was deleted with a proof."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from operator import attrgetter

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from contact.mail.outbox import OutboxMessage
from contact.maintenance import clock, rollback_protection
from contact.requests.access_log import RequestEvent, is_whole
from contact.requests.age_limits import AgeLimits
from contact.requests.consultation_request import ConsultationRequest
from contact.requests.promises import follow_calendar
from contact.requests.retention import DeletionRecord, closed_without_a_period
from contact.requests.search_index import SearchEntry

Kind = RequestEvent.Kind
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Reconciliation:
    requests: int
    deletion_records: int
    received_events: int
    new_request_emails: int
    chains: int
    plain_rows: int
    not_indexed: int
    disagreeing: list[str]
    broken: list[str]
    unproved: list[str]
    deleted_lately: int
    deleted_ahead: int
    kept_for_good: int
    faults: list[str]

    @property
    def all_agree(self):
        return not (self.disagreeing or self.broken or self.unproved or self.faults)

    @property
    def summary(self):
        if self.all_agree:
            kept = f" No rule will ever delete {self.kept_for_good} of them." if self.kept_for_good else ""
            return f"All agree: {self.requests} here, {self.deletion_records} deleted with a proof.{kept}"
        counted = (
            f"{len(self.disagreeing)} references do not agree, {len(self.broken)} chains of events are broken, "
            f"{len(self.unproved)} deletions are not proved."
        )
        return " ".join([counted, *self.faults])


def reconcile():
    """Counts in the database or reads in chunks, so memory use does not grow with the clinic."""
    chains, broken = check_chains()
    now = timezone.now()
    ahead = deletion_records().filter(deleted_at__gt=now + clock.LARGEST_STEP_BACK).count()
    return Reconciliation(
        requests=requests().count(),
        deletion_records=deletion_records().count(),
        received_events=received().count(),
        new_request_emails=new_request_emails().count(),
        chains=chains,
        not_indexed=SearchEntry.not_indexed().count(),
        plain_rows=RequestEvent.objects.plain_rows().count(),
        disagreeing=sorted(disagreeing()),
        broken=broken,
        unproved=sorted(unproved_deletions()),
        deleted_lately=deletion_records().filter(deleted_at__gt=now - ONE_DAY).count(),
        deleted_ahead=ahead,
        kept_for_good=closed_without_a_period().count() + AgeLimits.current().never_opened(now).count(),
        faults=[*filter(None, [clock.fault(), rollback_protection.fault(), future_deletions(ahead)])],
    )


def future_deletions(count):
    if not count:
        return ""
    return f"{count} deletions are dated in the future: they were made while the clock was ahead."


def disagreeing():
    """References that exist and are deleted, or neither, or that lack their first event or their mail."""
    ways = received().annotate(here=Exists(same(requests())), deleted=Exists(same(deletion_records())))
    found = set(references(ways.filter(Q(here=F("deleted")) | ~Exists(same(new_request_emails())))))
    for kept in (requests(), deletion_records(), new_request_emails()):
        found.update(references(kept.filter(~Exists(same(received())))))
    # A request may have arrived or been deleted between two queries, so each is checked again by itself.
    return {one for one in found if not agrees(one)}


def agrees(reference):
    kept_in = (requests(), deletion_records(), received(), new_request_emails())
    here, deleted, has_come, mailed = (kept.filter(reference=reference).exists() for kept in kept_in)
    return has_come and mailed and here != deleted


def same(kept):
    return kept.filter(reference=OuterRef("reference"))


def references(kept):
    return kept.values_list("reference", flat=True)


def requests():
    return ConsultationRequest.objects.order_by()


def deletion_records():
    return DeletionRecord.objects.order_by()


def received():
    return RequestEvent.objects.filter(kind=Kind.RECEIVED).order_by()


def new_request_emails():
    return OutboxMessage.objects.filter(kind=OutboxMessage.Kind.NEW_REQUEST).order_by()


def check_chains():
    """The number of chains, and the references of the broken ones. One pass, with one chain in memory at a time."""
    chained = RequestEvent.objects.filter(sequence__isnull=False)
    events = chained.order_by("reference", "sequence").iterator(chunk_size=2000)
    chains, broken = 0, []
    for reference, chain in groupby(events, attrgetter("reference")):
        chains += 1
        if not is_whole(chain):
            broken.append(reference)
    return chains, broken


def unproved_deletions():
    """References with a proof of deletion but no matching event, or an event but no proof."""
    written = RequestEvent.objects.filter(kind=Kind.DELETED).order_by()
    proved = same(deletion_records()).filter(last_event_hash=OuterRef("hash"))
    borne_out = same(written).filter(hash=OuterRef("last_event_hash"))
    return {
        *references(written.filter(~Exists(proved))),
        *references(deletion_records().filter(~Exists(borne_out))),
    }


def oldest_untouched():
    """When the oldest new request arrived, or None."""
    return ConsultationRequest.objects.waiting().order_by("received_at").values_list("received_at", flat=True).first()


def correct_future_dates():
    """Requests received while the clock was ahead would become overdue too late, and limits hold too late.

    Events stay unchanged.
    """
    if not clock.is_believed():
        return
    now = timezone.now()
    ahead = ConsultationRequest.objects.filter(received_at__gt=now + clock.LARGEST_STEP_BACK)
    reopened_ahead = ConsultationRequest.objects.awaiting_reply().filter(reopened_at__gt=now + clock.LARGEST_STEP_BACK)
    if ahead.update(received_at=now) + reopened_ahead.update(reopened_at=now):
        follow_calendar()
    ConsultationRequest.objects.filter(closed_at__gt=now + clock.LARGEST_STEP_BACK).update(closed_at=now)
    AgeLimits.objects.filter(in_force_since__gt=now + clock.LARGEST_STEP_BACK).update(in_force_since=now)
