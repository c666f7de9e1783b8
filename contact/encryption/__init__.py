"""Personal text is encrypted before it reaches the database and decrypted only when it is read.

AES-256-GCM with a key ring (`FIELD_KEYS`, newest first). An empty text stays empty, so the database reveals
whether there is a text and roughly how long it is, and nothing else.
"""

from contact.encryption.blind_index import BlindIndexEntry
from contact.encryption.canary import WrongKey, require_right_keys
from contact.encryption.cipher import (
    CannotOpen,
    Ciphertext,
    Undecryptable,
    blind_index_key,
    derived_key,
    key_id_of,
    key_ids,
    seal,
    unseal,
)
from contact.encryption.encrypted_text import EncryptedQuerySet, EncryptedTextField

__all__ = [
    "BlindIndexEntry",
    "CannotOpen",
    "Ciphertext",
    "EncryptedQuerySet",
    "EncryptedTextField",
    "Undecryptable",
    "WrongKey",
    "blind_index_key",
    "derived_key",
    "key_id_of",
    "key_ids",
    "require_right_keys",
    "seal",
    "unseal",
]
