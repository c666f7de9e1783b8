"""Personal text is encrypted before it reaches the database and decrypted only when it is read.

AES-256-GCM with a key ring (`FIELD_KEYS`, newest first). An empty text stays empty, so the database reveals
whether there is a text and roughly how long it is, and nothing else.
"""

from contact.encryption.blind_index import BLIND_INDEX_KEY, BlindIndexField
from contact.encryption.canary import (
    WrongKey,
    canary_for,
    canary_opens,
    field_key,
    key_names,
    require_right_keys,
    wrong_keys,
)
from contact.encryption.cipher import CannotOpen, Ciphertext, Decrypted, Undecryptable, key_id_of, seal, unseal
from contact.encryption.encrypted_text import EncryptedQuerySet, EncryptedTextField
from contact.encryption.key_ring import blind_index_key, derived_key, key_ids

__all__ = [
    "BLIND_INDEX_KEY",
    "BlindIndexField",
    "CannotOpen",
    "Ciphertext",
    "Decrypted",
    "EncryptedQuerySet",
    "EncryptedTextField",
    "Undecryptable",
    "WrongKey",
    "blind_index_key",
    "canary_for",
    "canary_opens",
    "derived_key",
    "field_key",
    "key_id_of",
    "key_ids",
    "key_names",
    "require_right_keys",
    "seal",
    "unseal",
    "wrong_keys",
]
