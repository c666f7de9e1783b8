"""Key rotation: which key each encrypted value needs, and encrypting it again with the newest one."""

from collections import Counter
from dataclasses import dataclass, field

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from contact.encryption.cipher import CannotOpen, Ciphertext, key_id_of, key_ids, seal, unseal
from contact.encryption.encrypted_text import EncryptedTextField

BATCH = 100
UNKNOWN = "unreadable"


class EncryptedColumns:
    """The encrypted fields of one model."""

    def __init__(self, model, fields):
        self.model, self.fields = model, fields

    @property
    def name(self):
        return str(self.model._meta.verbose_name_plural)

    def values_of(self, row):
        """Triples of a column, its ciphertext and its associated data."""
        for column in self.fields:
            if sealed := row.__dict__[column.attname]:
                yield column.attname, str(sealed), column.about(row)

    def replace(self, row, values):
        sealed = {name: Ciphertext(value) for name, value in values.items()}
        self.model.objects.filter(pk=row.pk).update(**sealed)


@dataclass
class Tally:
    keys: Counter = field(default_factory=Counter)
    resealed: int = 0
    locked: int = 0


def encrypted_columns():
    """The encrypted fields of every model, and what the setting SEALED_ELSEWHERE names."""
    for model in apps.get_models():
        fields = [one for one in model._meta.local_fields if isinstance(one, EncryptedTextField)]
        if fields:
            yield EncryptedColumns(model, fields)
    for path in settings.SEALED_ELSEWHERE:
        yield import_string(path)()


def count_keys(place, tally):
    """Counts the values of each key; yields the number of rows after every batch."""
    for rows in batches(place):
        for row in rows:
            for _, sealed, about in place.values_of(row):
                count(sealed, about, tally)
        yield len(rows)


def count(sealed, about, tally):
    try:
        tally.keys[key_id_of(sealed)] += 1
    except CannotOpen:
        tally.keys[UNKNOWN] += 1
    try:
        unseal(sealed, about=about)
    except CannotOpen:
        tally.locked += 1


def rotate(place, tally):
    """Encrypts again what an older key encrypted; yields the number of rows after every batch.

    Each batch is a short transaction that locks its rows, so nobody waits for long, and an interrupted run can be
    started again.
    """
    last = 0
    while rows := rotate_batch(place, last, tally):
        last = rows[-1].pk
        yield len(rows)


@transaction.atomic
def rotate_batch(place, last, tally):
    rows = list(rows_after(place, last).select_for_update()[:BATCH])
    for row in rows:
        reseal(place, row, tally)
    return rows


def batches(place):
    last = 0
    while rows := list(rows_after(place, last)[:BATCH]):
        last = rows[-1].pk
        yield rows


def rows_after(place, pk):
    return place.model.objects.filter(pk__gt=pk).order_by("pk")


def reseal(place, row, tally):
    renewed = {}
    for name, sealed, about in place.values_of(row):
        try:
            if key_id_of(sealed) != key_ids()[0]:
                renewed[name] = seal(unseal(sealed, about=about), about=about)
        except CannotOpen:
            # It stays as it is: the key may be restored.
            tally.locked += 1
    if renewed:
        place.replace(row, renewed)
        tally.resealed += len(renewed)
