"""Every request that was ever received is still here, or was deleted with a proof."""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from contact.models import ConsultationRequest, DeletionRecord, OutboxMessage, RequestEvent
from contact.models.request_event import is_whole

Kind = RequestEvent.Kind


@dataclass(frozen=True)
class Reconciliation:
    requests: int
    deletion_records: int
    received_events: int
    staff_bells: int
    chains: int
    disagreeing: list[str]
    broken: list[str]
    unproved: list[str]

    @property
    def all_agree(self):
        return not (self.disagreeing or self.broken or self.unproved)

    @property
    def words(self):
        if self.all_agree:
            return f"All agree: {self.requests} here, {self.deletion_records} deleted with a proof."
        return (
            f"{len(self.disagreeing)} references do not agree, {len(self.broken)} chains of events are broken, "
            f"{len(self.unproved)} deletions are not proved."
        )


def reconcile():
    present, deleted, received, rung = (references() for references in (requests, deletion_records, events, bells))
    chains, broken = check_chains()
    # A request that arrived between two of the four questions is looked at again by itself.
    differing = (present | deleted) ^ received | received ^ rung | present & deleted
    return Reconciliation(
        requests=len(present),
        deletion_records=len(deleted),
        received_events=len(received),
        staff_bells=len(rung),
        chains=chains,
        disagreeing=sorted(one for one in differing if not agrees(one)),
        broken=broken,
        unproved=unproved_deletions(),
    )


def agrees(reference):
    kept_in = (requests, deletion_records, events, bells)
    present, deleted, received, rung = (bool(references(reference=reference)) for references in kept_in)
    return received and rung and present != deleted


def requests(**about):
    return set(ConsultationRequest.objects.filter(**about).values_list("reference", flat=True))


def deletion_records(**about):
    return set(DeletionRecord.objects.filter(**about).values_list("reference", flat=True))


def events(**about):
    return set(RequestEvent.objects.filter(kind=Kind.RECEIVED, **about).values_list("reference", flat=True))


def bells(**about):
    kind = OutboxMessage.Kind.STAFF_BELL
    return set(OutboxMessage.objects.filter(kind=kind, **about).values_list("reference", flat=True))


def check_chains():
    """The number of chains, and the references of those that were changed. One pass, one chain in memory at a time."""
    events = RequestEvent.objects.order_by("reference", "sequence").iterator(chunk_size=2000)
    checked = {reference: is_whole(chain) for reference, chain in groupby(events, attrgetter("reference"))}
    return len(checked), [reference for reference, whole in checked.items() if not whole]


def unproved_deletions():
    """References with a proof that its event does not bear out, or with such an event and no proof."""
    written = set(RequestEvent.objects.filter(kind=Kind.DELETED).values_list("reference", "hash"))
    proved = set(DeletionRecord.objects.values_list("reference", "last_event_hash"))
    return sorted({reference for reference, _ in written ^ proved})


def oldest_untouched():
    """When the request arrived that nobody has looked into for the longest time; None without one."""
    return ConsultationRequest.objects.waiting().order_by("received_at").values_list("received_at", flat=True).first()
