"""What happened to each request, and who looked: append-only, each event chained to the one before."""

import hashlib
import json

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

# Pages of a list and searches are about many requests at once: they have a chain of their own.
TRIAGE = "TRIAGE"


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


class RequestEventQuerySet(models.QuerySet):
    def record(self, kind, reference=TRIAGE, actor=None, **detail):
        """Appends an event to the chain of `reference`. `detail` names fields and references, never values."""
        with transaction.atomic():
            last = self.select_for_update().filter(reference=reference).order_by("-sequence").first()
            event = self.model(
                reference=reference,
                sequence=last.sequence + 1 if last else 1,
                kind=kind,
                happened_at=timezone.now(),
                actor_id=actor.pk if actor else None,
                actor_name=actor.get_username() if actor else "",
                detail=detail,
                previous_hash=last.hash if last else "",
            )
            event.hash = event.digest()
            event.save(force_insert=True)
        return event

    def looks(self, reference, since):
        """Who opened the request, the last look first."""
        return self.filter(reference=reference, kind=RequestEvent.Kind.VIEWED, happened_at__gte=since)

    def chain_is_whole(self, reference):
        """Whether no event of this chain was changed, left out or put in between since it was written."""
        return is_whole(self.filter(reference=reference).order_by("sequence"))

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
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    happened_at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    actor_name = models.CharField(max_length=150, blank=True)
    detail = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = RequestEventQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "who did what"
        ordering = ["-happened_at", "-pk"]
        indexes = [models.Index(fields=["happened_at"], name="events_by_time")]
        constraints = [models.UniqueConstraint(fields=["reference", "sequence"], name="one_event_a_place_in_the_chain")]

    def __str__(self):
        return f"{self.reference}: {self.get_kind_display()}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise CannotChange
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise CannotChange

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
