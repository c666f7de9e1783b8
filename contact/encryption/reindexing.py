"""Blind indexes made anew, in batches that hold nobody up for more than a moment."""

from dataclasses import dataclass

from django.apps import apps
from django.db import transaction

from contact.encryption.blind_index import BlindIndexField

BATCH = 100


@dataclass
class IndexTally:
    total: int
    rows: int = 0
    changed: int = 0
    unreadable: int = 0


def indexed_models():
    """Pairs of a model and its blind indexes."""
    for model in apps.get_models():
        fields = [field for field in model._meta.local_fields if isinstance(field, BlindIndexField)]
        if fields:
            yield model, fields


def reindex(model, fields):
    """Yields a tally after every batch, and at least once. A row that has the right index is left alone."""
    tally, last = IndexTally(model.objects.count()), 0
    while rows := reindex_batch(model, fields, last, tally):
        last = rows[-1].pk
        yield tally
    if not tally.rows:
        yield tally


@transaction.atomic
def reindex_batch(model, fields, last, tally):
    rows = list(model.objects.select_for_update().filter(pk__gt=last).order_by("pk")[:BATCH])
    for row in rows:
        reindex_row(row, fields, tally)
    return rows


def reindex_row(row, fields, tally):
    found = {field.name: field.index_for(row) for field in fields}
    changed = {name: index for name, index in found.items() if index is not None and index != getattr(row, name)}
    if changed:
        type(row).objects.filter(pk=row.pk).update(**changed)
    tally.rows += 1
    tally.changed += bool(changed)
    tally.unreadable += None in found.values()
