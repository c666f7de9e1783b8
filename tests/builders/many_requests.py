"""As many requests as a clinic has after years, each with a whole chain of events and its mail, made in bulk.

To fill a site: `manage.py shell`, then `from tests.builders.many_requests import *` and `make_many_requests(100_000)`.
"""

from datetime import timedelta

from django.utils import timezone

from contact.models import ConsultationRequest, OutboxMessage, RequestEvent, SearchEntry

BATCH = 2000
OPEN_STATES = ["new", "in_review", "contacted", "booked"]
ANSWERS = {"asking_for": "me", "contact_by": "phone", "best_times": "Mornings"}
Kind = RequestEvent.Kind


def make_many_requests(number, by=None):
    """One in ten is open; each was read and moved once by `by`. Names and numbers come back every thousand."""
    for first in range(0, number, BATCH):
        make_batch(range(first, min(first + BATCH, number)), by, timezone.now())


def make_batch(places, by, now):
    requests = ConsultationRequest.objects.bulk_create(a_request(place, now) for place in places)
    SearchEntry.index(requests)
    events = (event for one in requests for event in chain_of(one, by))
    RequestEvent.objects.bulk_create(events, batch_size=BATCH)
    OutboxMessage.objects.bulk_create(
        OutboxMessage(kind=OutboxMessage.Kind.NEW_REQUEST, reference=one.reference, sent_at=now) for one in requests
    )


def a_request(place, now):
    received_at = now - timedelta(minutes=10 * place)
    is_open = place % 10 == 0
    return ConsultationRequest(
        **ANSWERS,
        index_rules=SearchEntry.RULES,
        name=f"Example Person {place % 1000}",
        phone=f"(212) 555-{place % 1000:04}",
        received_at=received_at,
        agreed_at=received_at,
        due_at=received_at + timedelta(days=1),
        state=OPEN_STATES[place // 10 % 4] if is_open else "closed",
        outcome="" if is_open else "withdrew",
        closed_at=None if is_open else received_at + timedelta(hours=20),
    )


def chain_of(consultation_request, by):
    """What happened to it: it came in, somebody read it, somebody moved it on."""
    previous = ""
    for sequence, kind in enumerate([Kind.RECEIVED, Kind.VIEWED, Kind.MOVED], start=1):
        actor = by if sequence > 1 else None
        event = RequestEvent(
            reference=consultation_request.reference,
            sequence=sequence,
            kind=kind,
            happened_at=consultation_request.received_at + timedelta(hours=sequence - 1),
            actor_id=actor.pk if actor else None,
            actor_name=actor.get_username() if actor else "",
            detail={"came_from": "new", "to": consultation_request.state} if kind == Kind.MOVED else {},
            previous_hash=previous,
        )
        previous = event.hash = event.digest()
        yield event
