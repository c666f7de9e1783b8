import base64
import binascii
import functools
import re

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")


def key_ring() -> dict[str, AESGCM]:
    """The field keys by their id, newest first."""
    return _read_ring(tuple(settings.FIELD_KEYS))


def key_ids() -> list[str]:
    """Newest first: the first one encrypts."""
    return list(key_ring())


def derived_key(key_id: str, salt: bytes, purpose: str) -> bytes:
    """A key derived from the field key `key_id`, so that no key serves two purposes."""
    encoded = dict(entry.split(":", 1) for entry in settings.FIELD_KEYS)[key_id]
    field_key = _decode_key(encoded, f"FIELD_KEYS key {key_id}")
    return HKDF(SHA256(), length=32, salt=salt, info=f"{purpose}.{key_id}".encode()).derive(field_key)


def blind_index_key() -> bytes:
    return _decode_key(settings.BLIND_INDEX_KEY, "BLIND_INDEX_KEY")


@functools.lru_cache(maxsize=8)
def _read_ring(entries: tuple[str, ...]) -> dict[str, AESGCM]:
    if not entries:
        raise ImproperlyConfigured("FIELD_KEYS is empty: give at least one key as id:base64.")
    ring = {}
    for entry in entries:
        key_id, _, encoded = entry.partition(":")
        if not KEY_ID.fullmatch(key_id) or key_id in ring:
            raise ImproperlyConfigured("FIELD_KEYS needs a different, plain id before each colon.")
        ring[key_id] = AESGCM(_decode_key(encoded, f"FIELD_KEYS key {key_id}"))
    return ring


@functools.lru_cache(maxsize=16)
def _decode_key(encoded: str, name: str) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError, TypeError):
        key = b""
    if len(key) != 32:
        # No "from error": the chained message could carry part of the key.
        raise ImproperlyConfigured(f"{name} must be 32 bytes written in base64.") from None
    return key
