"""Blind indexes made anew, while nobody else has to wait for more than a moment."""

from dataclasses import dataclass

from django.db import transaction

from contact.models import ConsultationRequest
from contact.models.encryption import BlindIndexField

BATCH = 100


@dataclass
class Tally:
    total: int
    rows: int = 0
    changed: int = 0
    locked: int = 0


def blind_indexes():
    return [field for field in ConsultationRequest._meta.fields if isinstance(field, BlindIndexField)]


def index_again():
    """Gives a tally after every batch, and at least once. A row that has the right index is left alone."""
    tally, last = Tally(ConsultationRequest.objects.count()), 0
    while rows := index_batch(last, tally):
        last = rows[-1].pk
        yield tally
    if not tally.rows:
        yield tally


@transaction.atomic
def index_batch(last, tally):
    rows = list(ConsultationRequest.objects.select_for_update().filter(pk__gt=last).order_by("pk")[:BATCH])
    for row in rows:
        index_row(row, tally)
    return rows


def index_row(row, tally):
    found = {field.name: field.index_for(row) for field in blind_indexes()}
    changed = {name: index for name, index in found.items() if index is not None and index != getattr(row, name)}
    if changed:
        ConsultationRequest.objects.filter(pk=row.pk).update(**changed)
    tally.rows += 1
    tally.changed += bool(changed)
    tally.locked += None in found.values()
