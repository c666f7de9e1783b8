"""Which consultation requests there are of a kind: open, overdue, from the same person, or found by a search."""

from django.db.models import Q

from contact.clinic.references import as_stored
from contact.encryption import EncryptedQuerySet
from contact.requests.access_log import RequestEvent
from contact.requests.states import AWAITING_REPLY, State

# SQLite uses a partial index only for a query with exactly its condition, so open() filters by IS_OPEN alone.
# A constraint ensures that a request without a closing time is not closed.
IS_OPEN = Q(in_quarantine=False, closed_at=None)
IS_SUSPECTED = Q(in_quarantine=True, closed_at=None)
IS_CLOSED = Q(closed_at__isnull=False)
SENDER_INDEXES = ["phone_index", "email_index"]
SEARCHED_INDEXES = [*SENDER_INDEXES, "name_index"]


def searched_values(model, words):
    """What the reference or a blind index of a request is if it matches the search `words`."""
    fields = [model._meta.get_field(name) for name in SEARCHED_INDEXES]
    digests = {field.name: field.index(words) for field in fields}
    return {"reference": as_stored(words)} | {name: digest for name, digest in digests.items() if digest}


def matched_fields(consultation_requests, words):
    """The kinds of field by which a search found them, such as ["phone"]: never the words."""
    if not consultation_requests:
        return []
    values = searched_values(type(consultation_requests[0]), words).items()
    names = {name for one in consultation_requests for name, value in values if getattr(one, name) == value}
    return sorted(name.removesuffix("_index") for name in names)


class ConsultationRequestQuerySet(EncryptedQuerySet):
    def of_kind(self, kind):
        return self.filter(kind=kind)

    def open(self):
        return self.filter(IS_OPEN)

    def waiting(self):
        return self.open().filter(state=State.NEW)

    def awaiting_reply(self):
        return self.open().filter(state__in=AWAITING_REPLY)

    def answered(self):
        """Open, and nobody awaits a reply."""
        return self.open().exclude(state__in=AWAITING_REPLY)

    def overdue(self, now):
        return self.awaiting_reply().filter(due_at__lt=now)

    def next_due_at(self, now):
        """When the next reply falls due, or None."""
        ahead = self.awaiting_reply().filter(due_at__gte=now)
        return ahead.order_by("due_at").values_list("due_at", flat=True).first()

    def suspected(self):
        """In quarantine and not decided yet."""
        return self.filter(IS_SUSPECTED)

    def closed(self):
        return self.filter(IS_CLOSED)

    def closed_as(self, kind, outcome, before):
        return self.filter(kind=kind, state=State.CLOSED, outcome=outcome, closed_at__lte=before)

    def lock(self, pks):
        """Locks those that still exist, and their chains of events, until the transaction ends.

        The lock order prevents deadlocks: the row before its chain, and several rows in the order of their keys.
        """
        held = list(self.filter(pk__in=pks).order_by("pk").select_for_update(no_key=True, of=["self"]))
        RequestEvent.objects.lock_chains([one.reference for one in held])
        return held

    def found_by(self, words):
        """Requests whose phone, email or name is exactly `words`, by blind index."""
        return self.filter(Q(**searched_values(self.model, words), _connector=Q.OR))

    def from_the_same(self, consultation_request):
        """Other requests that give the same phone number or email address, by blind index."""
        digests = {name: getattr(consultation_request, name) for name in SENDER_INDEXES}
        known = {name: digest for name, digest in digests.items() if digest}
        if not known:
            return self.none()
        return self.filter(Q(**known, _connector=Q.OR)).exclude(pk=consultation_request.pk)
