"""What happened to each request, and who looked: append-only.

The events of one request are a chain: each holds the hash of the one before. Looks at lists and searches are about
many requests at once and prove nothing about any of them: they are rows by themselves, so that nobody waits for
whoever opens the list at the same moment.
"""

import hashlib
import json

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, models, transaction
from django.db.models import Q
from django.utils import timezone

from contact.requests.states import AlreadyDeleted

# In the place of a reference, for lists and searches.
TRIAGE = "TRIAGE"
UNCHAINED = ["listed", "searched"]


class CannotChange(Exception):
    """An event is written once."""


def is_whole(chain):
    """Whether each event of `chain`, in order, is as it was written and follows the one before."""
    previous_hash = ""
    for sequence, event in enumerate(chain, start=1):
        follows = event.sequence == sequence and event.previous_hash == previous_hash
        if not follows or event.hash != event.digest():
            return False
        previous_hash = event.hash
    return True


def lock_key(reference):
    """The number by which PostgreSQL knows the lock of a chain."""
    digest = hashlib.sha256(f"contact.requestevent {reference}".encode()).digest()
    return int.from_bytes(digest[:8], signed=True)


class RequestEventQuerySet(models.QuerySet):
    def record(self, kind, reference=TRIAGE, actor=None, **detail):
        """Adds an event, to the chain of `reference` if it has one. `detail` names fields and references, no values.

        Raises AlreadyDeleted where the chain has come to its end.
        """
        event = self.model(
            reference=reference,
            kind=kind,
            happened_at=timezone.now(),
            actor_id=actor.pk if actor else None,
            actor_name=actor.get_username() if actor else "",
            detail=detail,
        )
        with transaction.atomic(savepoint=False):
            has_ended = kind not in UNCHAINED and not self.chain_up(event)
            if not has_ended:
                event.save(force_insert=True)
        # Only here, so that whoever tells about it finds the transaction in order.
        if has_ended:
            raise AlreadyDeleted
        return event

    def chain_up(self, event):
        """Gives the event its place; whether there is one, for nothing comes after a deletion."""
        self.lock_chains([event.reference])
        last = self.chain(event.reference).last()
        if last and last.kind == RequestEvent.Kind.DELETED:
            return False
        event.follow(last)
        return True

    def lock_chains(self, references):
        """Nobody else adds to these chains until the transaction ends. Who needs several takes them all at once.

        SQLite has one writer at a time anyway. PostgreSQL could lock the last event, but not the place of the next.
        """
        if connections[self.db].vendor == "postgresql":
            # Always in the same order, or two people could wait for each other.
            keys = sorted(map(lock_key, references))
            with connections[self.db].cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [keys])

    def chain(self, reference):
        return self.filter(reference=reference, sequence__isnull=False).order_by("sequence")

    def recent_views(self, reference, since):
        """Who opened the request, the last look first."""
        return self.filter(reference=reference, kind=RequestEvent.Kind.VIEWED, happened_at__gte=since)

    def chain_is_whole(self, reference):
        """Whether no event of this chain was changed, left out or put in between since it was written."""
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
        EXPORTED = "exported"
        PRINTED = "printed"
        DELETED = "deleted"

    # A text and not a key: what happened to a request outlives the request.
    reference = models.CharField(max_length=8, db_index=True)
    # The place in the chain of the reference; none for what is not chained.
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

    def follow(self, last):
        """Takes the place in the chain after `last`, or the first one."""
        self.sequence = last.sequence + 1 if last else 1
        self.previous_hash = last.hash if last else ""
        # It may have waited for its turn.
        self.happened_at = timezone.now()
        self.hash = self.digest()

    def digest(self):
        """SHA-256 over the whole event and the hash of the one before, as canonical JSON."""
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
