"""A backup: a manifest, the database and the media, as a tar file in an encrypted file that is written as a stream.

A header with the key id is followed by chunks of AES-256-GCM. Each is bound to the header, to its position and to
whether it is the last, so that a file that was truncated, reordered or changed does not open.
"""

import io
import json
import os
import tarfile
from contextlib import contextmanager
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from contact.encryption import derived_key, key_ids

MANIFEST, DATABASE, MEDIA = "manifest.json", "database", "media"
OWNER_ONLY = 0o600


def write_archive(path, manifest, database, media):
    """Writes to a temporary name first, so that an interrupted backup never looks complete."""
    part = path.with_name(path.name + ".part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "wb") as file:
            writer = EncryptingWriter(file)
            with tarfile.open(fileobj=writer, mode="w|gz") as tar:
                add_bytes(tar, MANIFEST, json.dumps(manifest).encode())
                add_bytes(tar, DATABASE, database)
                if media.is_dir():
                    tar.add(media, arcname=MEDIA)
            writer.finish()
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def add_bytes(tar, name, content):
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), OWNER_ONLY
    tar.addfile(info, io.BytesIO(content))


@contextmanager
def opened_archive(path):
    """The tar file. Its end is verified when the block ends: act on nothing before that."""
    with path.open("rb") as file:
        reader = DecryptingReader(file)
        try:
            with tarfile.open(fileobj=reader, mode="r|gz") as tar:
                yield tar
        except (tarfile.TarError, EOFError, OSError) as error:
            raise BackupDamaged(f"The backup cannot be read ({type(error).__name__}).") from None
        reader.finish()


def read_archive(path):
    """The manifest and the database of a whole backup, and the number of its media files."""
    found, media_files = {}, 0
    with opened_archive(path) as tar:
        for member in tar:
            if member.name in (MANIFEST, DATABASE):
                found[member.name] = tar.extractfile(member).read()
            media_files += member.isfile() and member.name.startswith(f"{MEDIA}/")
    if set(found) != {MANIFEST, DATABASE}:
        raise BackupDamaged("The backup holds no database.")
    return json.loads(found[MANIFEST]), found[DATABASE], media_files


def extract_media(path, folder):
    """Unpacks the media into `folder`; returns their folder, which may be empty."""
    (folder / MEDIA).mkdir()
    with opened_archive(path) as tar:
        for member in tar:
            if Path(member.name).parts[0] == MEDIA:
                tar.extract(member, folder, filter="data")
    return folder / MEDIA


MAGIC = b"clinic backup 1"
PURPOSE = "backup"
# Media go through memory in pieces of this size, however many there are.
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
