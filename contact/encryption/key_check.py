"""Checks that the keys in the settings are the ones that encrypted what is stored, by a canary for each key.

A key put under the id of another one encrypts without an error, and what it encrypted is lost with it.
"""

from collections import defaultdict

from contact.encryption.blind_index import BLIND_INDEX_KEY, blind_indexes
from contact.encryption.canary import KeyCanary, canary_for, field_key, key_names, wrong_keys
from contact.encryption.cipher import CannotOpen, key_id_of, unseal
from contact.encryption.rotation import batches, encrypted_columns

# If not one of them matches, the key is wrong: a change of the indexing rules leaves most indexes as they were.
ROWS_LOOKED_AT = 200


def fault():
    return describe(wrong_keys())


def fault_of_field_keys():
    return describe(set(wrong_keys()) - {BLIND_INDEX_KEY})


def describe(wrong):
    """Keys are named by their ids only."""
    return " ".join(remedy(name) for name in sorted(wrong))


def remedy(name):
    if name == BLIND_INDEX_KEY:
        return (
            "BLIND_INDEX_KEY is not the key that search was indexed with: put it back, "
            "or run manage.py index_requests to index again."
        )
    _, _, key_id = name.partition(".")
    return (
        f"FIELD_KEYS: the key {key_id} is not the one that sealed what is stored: put that back, "
        "and give a new key an id that no key had before."
    )


def add_missing_canaries():
    """For keys that have none, if what is stored can be decrypted with all of them; otherwise returns the fault."""
    missing = set(key_names()) - set(KeyCanary.objects.values_list("key", flat=True))
    if wrong := keys_that_open_nothing(missing) | set(wrong_keys()):
        return describe(wrong)
    for name in sorted(missing):
        KeyCanary.objects.get_or_create(key=name, defaults={"sealed": canary_for(name)})
    return ""


def renew_canary_of_index():
    """After everything is indexed with the current key."""
    KeyCanary.objects.update_or_create(key=BLIND_INDEX_KEY, defaults={"sealed": canary_for(BLIND_INDEX_KEY)})


def keys_that_open_nothing(names):
    """Of these keys, those that no value stored under their name matches."""
    field_keys = names - {BLIND_INDEX_KEY}
    wrong = field_keys_that_open_nothing(field_keys) if field_keys else set()
    if BLIND_INDEX_KEY in names and no_index_agrees():
        wrong.add(BLIND_INDEX_KEY)
    return wrong


def field_keys_that_open_nothing(names):
    """Reads until each key has decrypted a value: one proves the key, even if others are damaged."""
    unproved, tried = set(names), set()
    for sealed, about in sealed_values():
        if not unproved:
            break
        name = key_of(sealed)
        if name in unproved:
            tried.add(name)
            unproved -= {name} if opens(sealed, about) else set()
    return unproved & tried


def sealed_values():
    for place in encrypted_columns():
        for rows in batches(place):
            for row in rows:
                yield from ((sealed, about) for _, sealed, about in place.values_of(row))


def key_of(sealed):
    try:
        return field_key(key_id_of(sealed))
    except CannotOpen:
        return ""


def opens(sealed, about):
    try:
        unseal(sealed, about=about)
    except CannotOpen:
        return False
    return True


def no_index_agrees():
    """Whether there are indexes to compare with their texts, and none matches."""
    tried = False
    for expected, stored in newest_indexes():
        if expected & stored:
            return False
        tried |= bool(expected and stored)
    return tried


def newest_indexes():
    """Pairs of the digests that a row should have now and those that are stored, for the newest rows of each index."""
    for entries in blind_indexes():
        rows = list(entries.owners().reverse()[:ROWS_LOOKED_AT])
        stored = defaultdict(set)
        for owner, digest in entries.objects.filter(**{f"{entries.OWNER}__in": rows}).values_list(
            entries.OWNER, "digest"
        ):
            stored[owner].add(digest)
        yield from (({digest for _, digest in entries.digests_of(row)}, stored[row.pk]) for row in rows)
