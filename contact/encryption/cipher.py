"""AES-256-GCM with a ring of keys, in the words of AEAD interfaces: seal encrypts, unseal (their "open") decrypts.

The stored format is `v1.<key id>.<base64url of nonce and ciphertext>`. `about` (table, field and row) is the
associated data: a ciphertext copied to another row or column does not open.
"""

import base64
import binascii
import functools
import os
import re

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

FORMAT = "v1"
NONCE_BYTES = 12
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


class CannotOpen(Exception):
    """The message gives a reason that reveals nothing secret."""


def seal(text: str, *, about: str, key_id: str | None = None) -> str:
    """Uses the newest key unless another one is named."""
    key_id = key_id or key_ids()[0]
    cipher = key_ring()[key_id]
    nonce = os.urandom(NONCE_BYTES)
    ciphertext = cipher.encrypt(nonce, text.encode(), _bound_to(key_id, about))
    return f"{FORMAT}.{key_id}.{base64.urlsafe_b64encode(nonce + ciphertext).decode()}"


def unseal(sealed: str, *, about: str) -> str:
    key_id, packed = _parts(sealed)
    cipher = key_ring().get(key_id)
    if cipher is None:
        raise CannotOpen(f"no key {key_id}")
    try:
        return cipher.decrypt(packed[:NONCE_BYTES], packed[NONCE_BYTES:], _bound_to(key_id, about)).decode()
    except (InvalidTag, ValueError):
        raise CannotOpen("changed or moved") from None


def is_sealed(text: str) -> bool:
    try:
        _parts(text)
    except CannotOpen:
        return False
    return True


def key_id_of(sealed: str) -> str:
    return _parts(sealed)[0]


def _parts(sealed: str) -> tuple[str, bytes]:
    match sealed.split("."):
        case [version, key_id, packed] if version == FORMAT:
            return key_id, _unpack(packed)
    raise CannotOpen("not sealed by us")


def _unpack(packed: str) -> bytes:
    try:
        return base64.b64decode(packed, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise CannotOpen("changed or moved") from None


def _bound_to(key_id: str, about: str) -> bytes:
    return f"{FORMAT}.{key_id}\0{about}".encode()


class Ciphertext(str):
    """Text as it is stored."""


class Decrypted(str):
    """Plain text that still knows the ciphertext it came from."""

    sealed: Ciphertext

    def __new__(cls, text, sealed):
        opened = super().__new__(cls, text)
        opened.sealed = sealed
        return opened

    def __getnewargs__(self):
        return str(self), self.sealed


class Undecryptable(Decrypted):
    """A placeholder for text that cannot be decrypted. Saving it writes the ciphertext back."""

    START = "[locked: "

    @classmethod
    def because(cls, reason, sealed):
        return cls(f"{cls.START}{reason}]", sealed)


def open_ciphertext(sealed: Ciphertext, about: str) -> Decrypted:
    try:
        return Decrypted(unseal(sealed, about=about), sealed)
    except CannotOpen as problem:
        return Undecryptable.because(problem, sealed)
