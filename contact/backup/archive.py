"""The content of a backup: a manifest, the database and the media, as a tar file in an encrypted file."""

import io
import json
import os
import tarfile
from contextlib import contextmanager
from pathlib import Path

from contact.backup.encrypted_file import BackupDamaged, DecryptingReader, EncryptingWriter

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
