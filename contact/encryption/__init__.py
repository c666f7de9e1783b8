"""Personal text is sealed before it reaches the database and opened only when it is read.

AES-256-GCM with a key ring (`FIELD_KEYS`, newest first). An empty text stays empty, so the database shows
whether something was said and roughly how long it is, and nothing else.
"""

from contact.encryption.blind_index import BLIND_INDEX_KEY, BlindIndexField
from contact.encryption.canary import (
    WrongKey,
    field_key,
    is_alive,
    names_of_keys,
    require_right_keys,
    sing,
    wrong_keys,
)
from contact.encryption.cipher import CannotOpen, Locked, Opened, Sealed, key_id_of, seal, unseal
from contact.encryption.encrypted_text import EncryptedTextField, SealedQuerySet
from contact.encryption.key_ring import blind_index_key, derived_key, key_ids

__all__ = [
    "BLIND_INDEX_KEY",
    "BlindIndexField",
    "CannotOpen",
    "EncryptedTextField",
    "Locked",
    "Opened",
    "Sealed",
    "SealedQuerySet",
    "WrongKey",
    "blind_index_key",
    "derived_key",
    "field_key",
    "is_alive",
    "key_id_of",
    "key_ids",
    "names_of_keys",
    "require_right_keys",
    "seal",
    "sing",
    "unseal",
    "wrong_keys",
]
