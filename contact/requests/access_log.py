"""The access log: what happened to each request, and who saw it. Append-only.

The events of a request form a hash chain. Views of lists and searches concern many requests and prove nothing about
any of them, so they stand outside the chains, and two people can open the list at the same time.
"""

import hashlib
import json

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, models, transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from contact.requests.states import AlreadyDeleted

# Instead of a reference, for lists and searches.
TRIAGE = "TRIAGE"
UNCHAINED = ["listed", "searched"]


class CannotChange(Exception):
    """An event is written once."""


def is_whole(chain):
    """Whether each event of `chain` is unchanged and follows the one before."""
    previous_hash = ""
    for sequence, event in enumerate(chain, start=1):
        follows = event.sequence == sequence and event.previous_hash == previous_hash
        if not follows or event.hash != event.digest():
            return False
        previous_hash = event.hash
    return True


def lock_key(reference):
    """The key of the chain's advisory lock in PostgreSQL."""
    digest = hashlib.sha256(f"contact.requestevent {reference}".encode()).digest()
    return int.from_bytes(digest[:8], signed=True)


class RequestEventQuerySet(models.QuerySet):
    def record(self, kind, reference, actor=None, **detail):
        """Adds an event to the chain of a request. `detail` holds names of fields and references, no values.

        Raises AlreadyDeleted if the chain has ended.
        """
        event = self.unsaved(kind, reference, actor, detail)
        with transaction.atomic(savepoint=False):
            has_ended = not self.chain_up(event)
            if not has_ended:
                event.save(force_insert=True)
        # Raised outside the block, so that the caller's transaction stays usable.
        if has_ended:
            raise AlreadyDeleted
        return event

    def record_many(self, kind, actor, consultation_requests, **detail):
        """Adds one row, outside any chain, for a whole page of requests: a single INSERT, for which nobody waits."""
        references = [one.reference for one in consultation_requests]
        event = self.unsaved(kind, TRIAGE, actor, {"references": references} | detail)
        event.save(force_insert=True)
        return event

    def record_each(self, kind, references, **detail):
        """Adds an event to the chain of each request; the caller has locked them, so none is deleted meanwhile."""
        last = {event.reference: event for event in self.last_of(references)}
        events = [self.unsaved(kind, reference, None, detail) for reference in references]
        for event in events:
            event.follow(last.get(event.reference))
        self.bulk_create(events)

    def last_of(self, references):
        same = self.filter(reference=OuterRef("reference"), sequence__isnull=False).order_by("-sequence")
        chains = self.filter(reference__in=references).order_by()
        return chains.filter(sequence=Subquery(same.values("sequence")[:1]))

    def unsaved(self, kind, reference, actor, detail):
        return self.model(
            reference=reference,
            kind=kind,
            happened_at=timezone.now(),
            actor_id=actor.pk if actor else None,
            actor_name=actor.get_username() if actor else "",
            detail=detail,
        )

    def chain_up(self, event):
        """Links the event to the chain; False after a deletion, which ends it."""
        self.lock_chains([event.reference])
        last = self.chain(event.reference).last()
        if last and last.kind == RequestEvent.Kind.DELETED:
            return False
        event.follow(last)
        return True

    def lock_chains(self, references):
        """Only this transaction can add to these chains until it ends. Several must be locked in one call.

        SQLite has one writer at a time anyway. In PostgreSQL a row lock on the last event would not keep others from
        inserting the next one.
        """
        if connections[self.db].vendor == "postgresql":
            # Always in the same order, to prevent deadlocks.
            keys = sorted(map(lock_key, references))
            with connections[self.db].cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [keys])

    def chain(self, reference):
        return self.filter(reference=reference, sequence__isnull=False).order_by("sequence")

    def plain_rows(self):
        """Views of lists and searches. Earlier versions chained them; those rows stay as they were written."""
        return self.filter(reference=TRIAGE, sequence=None)

    def recent_views(self, reference, since):
        """Who opened the request, the latest first."""
        return self.filter(reference=reference, kind=RequestEvent.Kind.VIEWED, happened_at__gte=since)

    def chain_is_whole(self, reference):
        """Whether no event of this chain was changed, removed or inserted."""
        return is_whole(self.chain(reference))

    def update(self, **kwargs):
        raise CannotChange

    def delete(self):
        raise CannotChange


class RequestEvent(models.Model):
    class Kind(models.TextChoices):
        RECEIVED = "received"
        VIEWED = "viewed"
        LISTED = "listed"
        SEARCHED = "searched"
        MOVED = "moved"
        ASSIGNED = "assigned"
        GIVEN_BACK = "given back"
        NOTE_ADDED = "note added"
        CONTACT_ATTEMPTED = "contact attempted"
        DUE_TIME_CHANGED = "due time changed"
        EXPORTED = "exported"
        PRINTED = "printed"
        DELETED = "deleted"

    # Text, not a foreign key: the events outlive the request.
    reference = models.CharField(max_length=8, db_index=True)
    # The position in the chain; null outside a chain.
    sequence = models.PositiveIntegerField(null=True)
    kind = models.CharField(max_length=20, choices=Kind)
    happened_at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    actor_name = models.CharField(max_length=150, blank=True)
    detail = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    objects = RequestEventQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "who did what"
        ordering = ["-happened_at", "-pk"]
        indexes = [models.Index(fields=["happened_at"], name="events_by_time")]
        constraints = [
            models.UniqueConstraint(fields=["reference", "sequence"], name="one_event_a_place_in_the_chain"),
            models.CheckConstraint(
                condition=Q(sequence__isnull=False) | Q(kind__in=UNCHAINED),
                name="chained_unless_about_many_requests",
                violation_error_message="Only looks at lists and searches stand outside a chain.",
            ),
        ]

    def __str__(self):
        return f"{self.reference}: {self.get_kind_display()}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise CannotChange
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise CannotChange

    @property
    def because_of(self):
        """What else was changed, such as "closures, time zone"."""
        return ", ".join(self.detail.get("changed", []))

    def follow(self, last):
        """Appends to the chain after `last`, or starts it."""
        self.sequence = last.sequence + 1 if last else 1
        self.previous_hash = last.hash if last else ""
        # It may have waited for the lock.
        self.happened_at = timezone.now()
        self.hash = self.digest()

    def digest(self):
        """SHA-256 of the event and the previous hash, as canonical JSON."""
        whole = {
            "reference": self.reference,
            "sequence": self.sequence,
            "kind": self.kind,
            "happened_at": self.happened_at.isoformat(),
            "actor": [self.actor_id, self.actor_name],
            "detail": self.detail,
            "previous_hash": self.previous_hash,
        }
        canonical = json.dumps(whole, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()
