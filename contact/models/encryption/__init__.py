"""Personal text is sealed before it reaches the database and opened only when it is read.

AES-256-GCM with a key ring (`FIELD_KEYS`, newest first). An empty text stays empty, so the database shows
whether something was said and roughly how long it is, and nothing else.
"""

from .blind_index import BlindIndexField
from .encrypted_text import EncryptedTextField
from .key_ring import blind_index_key, derived_key, key_ids
from .rows import SealedQuerySet
from .sealed import Locked, Opened, Sealed
from .sealing import CannotOpen, key_id_of, seal, unseal

__all__ = [
    "BlindIndexField",
    "CannotOpen",
    "EncryptedTextField",
    "Locked",
    "Opened",
    "Sealed",
    "SealedQuerySet",
    "blind_index_key",
    "derived_key",
    "key_id_of",
    "key_ids",
    "seal",
    "unseal",
]
