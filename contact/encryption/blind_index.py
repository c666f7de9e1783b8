"""Blind indexes: encrypted texts are found by keyed digests of what is in them, which say nothing without the key."""

import hashlib
import hmac
from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q

from contact.encryption.cipher import Undecryptable, blind_index_key

BLIND_INDEX_KEY = "BLIND_INDEX_KEY"
BATCH = 100


def digest(message):
    return hmac.new(blind_index_key(), message.encode(), hashlib.sha256).hexdigest()


class BlindIndexEntry(models.Model):
    """One value by which a row is found, such as a phone number in its text.

    A subclass has a foreign key, `OWNER`, to the model with the encrypted texts, whose column `index_rules` says by
    which rules a row was indexed. The digests of one value differ from kind to kind.
    """

    OWNER = ""
    # Raised by one with each change of the rules: then every row is indexed again.
    RULES = 1
    # The encrypted fields, each with what yields pairs of a kind and a value of its text. The kind begins with the
    # name of the field.
    INDEXED = {}

    kind = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self):
        return self.kind

    @classmethod
    def owners(cls):
        return cls._meta.get_field(cls.OWNER).related_model.objects.order_by("pk")

    @classmethod
    def not_indexed(cls):
        """Rows of before the current rules, or stored by a process of the release before."""
        return cls.owners().filter(Q(index_rules=None) | ~Q(index_rules=cls.RULES))

    @classmethod
    def digest_of(cls, kind, value):
        owner = cls._meta.get_field(cls.OWNER).related_model._meta.label_lower
        return digest(f"{owner}.{kind}_index\0{value}")

    @classmethod
    def digests_of(cls, row):
        """Pairs of a kind and a digest: the entries that the row should have. Nothing for a text that does not open."""
        texts = {name: getattr(row, name) for name in cls.readable_fields(row)}
        values = {pair for name, text in texts.items() if text for pair in cls.INDEXED[name](text)}
        return {(kind, cls.digest_of(kind, value)) for kind, value in values if value}

    @classmethod
    def readable_fields(cls, row):
        return [name for name in cls.INDEXED if not isinstance(getattr(row, name), Undecryptable)]

    @classmethod
    def index(cls, rows):
        """Gives the rows the entries that they should have; returns how many had others.

        What was made of a text that does not open is kept.
        """
        stored = defaultdict(dict)
        for entry in cls.objects.filter(**{f"{cls.OWNER}__in": rows}):
            stored[getattr(entry, f"{cls.OWNER}_id")][entry.kind, entry.digest] = entry.pk
        missing, surplus = [], []
        for row in rows:
            wanted, readable, found = cls.digests_of(row), cls.readable_fields(row), stored[row.pk]
            missing += [(row, pair) for pair in wanted - found.keys()]
            surplus += [pk for pair, pk in found.items() if pair not in wanted and field_of(pair[0]) in readable]
        cls.objects.filter(pk__in=surplus).delete()
        entries = [cls(**{cls.OWNER: row}, kind=kind, digest=digest) for row, (kind, digest) in missing]
        # Another process may be indexing the same row.
        cls.objects.bulk_create(entries, ignore_conflicts=True)
        return len({row.pk for row, _ in missing})


def field_of(kind):
    return kind.partition("_")[0]


@dataclass
class IndexTally:
    total: int
    rows: int = 0
    changed: int = 0
    unreadable: int = 0


def blind_indexes():
    return [model for model in apps.get_models() if issubclass(model, BlindIndexEntry)]


def reindex(entries, rows):
    """Indexes these rows; yields a tally after every batch, and at least once. May be interrupted and repeated."""
    tally, last = IndexTally(rows.count()), 0
    while batch := reindex_batch(entries, rows.filter(pk__gt=last)[:BATCH], tally):
        last = batch[-1].pk
        yield tally
    if not tally.rows:
        yield tally


@transaction.atomic
def reindex_batch(entries, rows, tally):
    batch = list(rows.select_for_update())
    whole = [row for row in batch if len(entries.readable_fields(row)) == len(entries.INDEXED)]
    tally.changed += entries.index(batch)
    tally.rows += len(batch)
    tally.unreadable += len(batch) - len(whole)
    entries.owners().filter(pk__in=[row.pk for row in whole]).update(index_rules=entries.RULES)
    return batch
