"""Stored requests by the thousand, each with its first event and its mail; staff have closed most of them."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from contact.models import ConsultationRequest, OutboxMessage, RequestEvent

AT_ONCE = 2_000
# Of 100: what is new, in review, contacted, booked and suspected; all others are closed.
NEW, IN_REVIEW, CONTACTED, BOOKED, SUSPECTED = 3, 6, 8, 10, 11


def grow_to(size):
    stored = ConsultationRequest.objects.count()
    for start in range(stored, size, AT_ONCE):
        store(range(start, min(start + AT_ONCE, size)))


def store(places):
    now, owner = timezone.now(), get_user_model().objects.get(username="owner")
    requests = ConsultationRequest.objects.bulk_create(new_request(place, now, owner) for place in places)
    RequestEvent.objects.bulk_create(first_event(one) for one in requests)
    OutboxMessage.objects.bulk_create(
        OutboxMessage(kind="staff_bell", reference=one.reference, created_at=one.received_at, sent_at=now)
        for one in requests
    )


def new_request(place, now, owner):
    """Three in a row have a phone number in common; one comes each ten minutes."""
    received_at = now - timedelta(minutes=10 * place)
    state = state_of(place % 100)
    is_closed = state == "closed"
    return ConsultationRequest(
        asking_for="me",
        contact_by="phone",
        name=f"Robin Doe {place}",
        phone=phone_of(place),
        best_times="Mornings",
        received_at=received_at,
        agreed_at=received_at,
        due_at=received_at + timedelta(days=1),
        state=state,
        outcome="not_suitable" if is_closed else "",
        closed_at=received_at + timedelta(days=2) if is_closed else None,
        in_quarantine=BOOKED <= place % 100 < SUSPECTED,
        assigned_to=owner if place % 2 else None,
    )


def state_of(percent):
    limits = {"new": NEW, "in_review": IN_REVIEW, "contacted": CONTACTED, "booked": BOOKED, "new ": SUSPECTED}
    return next((state.strip() for state, limit in limits.items() if percent < limit), "closed")


def phone_of(place):
    return f"(212) 5{place // 3 // 10_000:02}-{place // 3 % 10_000:04}"


def first_event(consultation_request):
    event = RequestEvent(
        reference=consultation_request.reference,
        sequence=1,
        kind=RequestEvent.Kind.RECEIVED,
        happened_at=consultation_request.received_at,
    )
    event.hash = event.digest()
    return event
