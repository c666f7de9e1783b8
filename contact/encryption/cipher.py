"""AES-256-GCM, with the words of AEAD interfaces: seal encrypts, unseal (their "open") decrypts.

The stored format is `v1.<key id>.<base64url of nonce and ciphertext>`. `about` (table, field and row) is the
associated data: a ciphertext copied to another row or column does not open.
"""

import base64
import binascii
import os

from cryptography.exceptions import InvalidTag

from contact.encryption.key_ring import key_ids, key_ring

FORMAT = "v1"
NONCE_BYTES = 12


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
