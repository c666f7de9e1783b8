"""An encrypted file that is written and read as a stream.

A header with the key id is followed by chunks of AES-256-GCM. Each is bound to the header, to its position and to
whether it is the last, so that a file that was truncated, reordered or changed does not open.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from contact.encryption import derived_key, key_ids

MAGIC = b"clinic backup 1"
PURPOSE = "backup"
CHUNK = 1024 * 1024
TAG, SALT = 16, 16


class BackupDamaged(Exception):
    """The message says why, in words for the operator."""


def nonce(place, is_last):
    return place.to_bytes(11, "big") + bytes([is_last])


class EncryptingWriter:
    def __init__(self, file):
        key_id, salt = key_ids()[0], os.urandom(SALT)
        self.file, self.place, self.waiting = file, 0, bytearray()
        self.head = MAGIC + b"\n" + key_id.encode() + b"\n" + salt
        self.cipher = AESGCM(derived_key(key_id, salt, PURPOSE))
        file.write(self.head)

    def write(self, data):
        self.waiting += data
        while len(self.waiting) > CHUNK:
            self._seal(bytes(self.waiting[:CHUNK]), is_last=False)
            del self.waiting[:CHUNK]
        return len(data)

    def finish(self):
        self._seal(bytes(self.waiting), is_last=True)

    def _seal(self, chunk, is_last):
        self.file.write(self.cipher.encrypt(nonce(self.place, is_last), chunk, self.head))
        self.place += 1


class DecryptingReader:
    def __init__(self, file):
        self.file, self.place, self.opened = file, 0, bytearray()
        magic, key_id, salt = file.readline(64).rstrip(b"\n"), file.readline(64).rstrip(b"\n"), file.read(SALT)
        if magic != MAGIC or len(salt) != SALT:
            raise BackupDamaged("This is not a backup of this site.")
        name = key_id.decode(errors="replace")
        if name not in key_ids():
            raise BackupDamaged(f"FIELD_KEYS has no key {name}, which this backup needs.")
        self.head = magic + b"\n" + key_id + b"\n" + salt
        self.cipher = AESGCM(derived_key(name, salt, PURPOSE))
        self.ahead = file.read(CHUNK + TAG)

    def read(self, size):
        while len(self.opened) < size and self.ahead:
            self._open_next()
        data = bytes(self.opened[:size])
        del self.opened[:size]
        return data

    def finish(self):
        """Only a file that was read to its end is known to be complete."""
        while self.ahead:
            self._open_next()
            self.opened.clear()

    def _open_next(self):
        chunk, self.ahead = self.ahead, self.file.read(CHUNK + TAG)
        try:
            self.opened += self.cipher.decrypt(nonce(self.place, not self.ahead), chunk, self.head)
        except InvalidTag:
            raise BackupDamaged("The backup was cut or changed.") from None
        self.place += 1
