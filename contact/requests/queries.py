"""Which consultation requests there are of a kind: open, overdue, from the same person, or found by a search."""

from django.db import models
from django.db.models import Q

from contact.clinic.references import as_stored
from contact.encryption import EncryptedQuerySet
from contact.encryption.blind_index import field_of
from contact.requests.access_log import RequestEvent
from contact.requests.search_index import SearchEntry, search_terms
from contact.requests.states import AWAITING_REPLY, State

# SQLite uses a partial index only for a query with exactly its condition, so open() filters by IS_OPEN alone.
# A constraint ensures that a request without a closing time is not closed.
IS_OPEN = Q(is_hidden_as_spam=False, closed_at=None)
IS_SUSPECTED = Q(in_quarantine=True, closed_at=None)
IS_CLOSED = Q(closed_at__isnull=False)
# What says that two requests are from the same person. Never a name, or the last digits of a number.
SENDER_KINDS = ["phone", "email"]


def matched_fields(consultation_requests, words):
    """The kinds of field by which a search found them, such as ["phone"]: never the words."""
    digests = set().union(*search_terms(words))
    entries = SearchEntry.objects.filter(consultation_request__in=consultation_requests, digest__in=digests)
    names = {field_of(kind) for kind in entries.values_list("kind", flat=True).distinct()}
    if as_stored(words) in {one.reference for one in consultation_requests}:
        names.add("reference")
    return sorted(names)


def sender_digests(consultation_request, kinds=SENDER_KINDS):
    """From the text, because the request may not be indexed yet; as indexed, where the text does not open."""
    made = {digest for kind, digest in SearchEntry.digests_of(consultation_request) if kind in kinds}
    return made or set(consultation_request.search_entries.filter(kind__in=kinds).values_list("digest", flat=True))


class Urgency(models.IntegerChoices):
    """The order of the list. What is marked, and then answered or booked, is no more urgent than others."""

    UNOPENED = 0, "To be read first, not opened yet"
    OPENED = 1, "To be read first, opened"
    AWAITS_REPLY = 2, "Awaits a reply"
    ANSWERED = 3, "Answered, booked or closed"


class ConsultationRequestQuerySet(EncryptedQuerySet):
    def of_kind(self, kind):
        return self.filter(kind=kind)

    def open(self):
        return self.filter(IS_OPEN)

    def read_first(self):
        """Marked and not answered yet, whether somebody has opened them or not."""
        return self.open().filter(urgency__lte=Urgency.OPENED)

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
        """In quarantine and not decided yet, also those that stand among the open ones to be read first."""
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
        """The request with this reference, or else those that have everything that `words` name."""
        referred_to = self.filter(reference=as_stored(words))
        if referred_to.exists():
            return referred_to
        terms = list(search_terms(words))
        return self.filter(*map(has_entry, terms)) if terms else self.none()

    def of_sender(self, consultation_request, kinds=SENDER_KINDS):
        """Requests that give the same phone number or email address, this one included."""
        return self.filter(has_entry(sender_digests(consultation_request, kinds)))

    def from_the_same(self, consultation_request):
        """Other requests that give the same phone number or email address."""
        return self.of_sender(consultation_request).exclude(pk=consultation_request.pk)


def has_entry(digests):
    return Q(pk__in=SearchEntry.objects.filter(digest__in=digests).values("consultation_request"))
