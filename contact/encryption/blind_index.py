import hashlib
import hmac
from dataclasses import dataclass

from django.apps import apps
from django.db import models, transaction

from contact.encryption.cipher import Undecryptable, blind_index_key

BLIND_INDEX_KEY = "BLIND_INDEX_KEY"
BATCH = 100


def digest(message):
    return hmac.new(blind_index_key(), message.encode(), hashlib.sha256).hexdigest()


class BlindIndexField(models.CharField):
    """Finds an encrypted text by its whole value: a keyed hash of the normalized text, different in each column."""

    def __init__(self, *args, of=None, normalize=None, **kwargs):
        self.of, self.normalize = of, normalize
        kwargs |= {"max_length": 64, "blank": True, "editable": False, "db_index": True}
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        # Migrations need only the column, not the function that normalizes.
        name, path, args, kwargs = super().deconstruct()
        for given in ("max_length", "blank", "editable", "db_index"):
            kwargs.pop(given, None)
        return name, path, args, kwargs

    def index(self, text: str) -> str:
        normal = self.normalize(text)
        if not normal:
            return ""
        return digest(f"{self.model._meta.label_lower}.{self.name}\0{normal}")

    def pre_save(self, model_instance, add):
        if self.of:
            self._index_again(model_instance)
        return getattr(model_instance, self.attname)

    def _index_again(self, instance):
        index = self.index_for(instance)
        # The text cannot be read now, so the index that was made of it is kept.
        if index is not None:
            setattr(instance, self.attname, index)

    def index_for(self, instance):
        """What the row's index should be; None if its text cannot be decrypted."""
        text = getattr(instance, self.of)
        return None if isinstance(text, Undecryptable) else self.index(text)


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
