"""Put a backup in the place of the database and the media."""

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from contact.backup import postgresql, sqlite
from contact.backup.archive import extract_media, read_archive
from contact.backup.making import verify


class WillNotRestore(Exception):
    """The message says what to do first."""


def restore_sqlite(archive, database, media, force):
    """Everything is checked and unpacked beside its place first; what fails before the end changes nothing."""
    if sqlite.is_there(database) and not force:
        raise WillNotRestore("There is a database already. --force puts the backup in its place.")
    if sqlite.is_there(database) and sqlite.is_in_use(database):
        raise WillNotRestore("The database is in use: stop all programs of the site first.")
    verify(archive)
    content = content_of(archive, sqlite.KIND)
    with staging_beside(database) as folder:
        unpacked = extract_media(archive, folder)
        sqlite.put_in_place(content, database, folder)
        exchange(unpacked, media, folder)


def restore_postgresql(archive, media, force):
    if postgresql.is_there() and not force:
        raise WillNotRestore("There is a database already. --force puts the backup in its place.")
    verify(archive)
    content = content_of(archive, postgresql.KIND)
    with staging_beside(media) as folder:
        unpacked = extract_media(archive, folder)
        postgresql.put_in_place(content)
        exchange(unpacked, media, folder)


def content_of(archive, kind):
    manifest, content, _ = read_archive(archive)
    if manifest["database"] != kind:
        raise WillNotRestore(f"The backup is of a {manifest['database']} database, and this site has {kind}.")
    return content


@contextmanager
def staging_beside(path):
    """On the same disk, so that moving into place is one step; readable by the owner only, and gone afterwards."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=path.parent) as folder:
        yield Path(folder)


def exchange(unpacked, media, folder):
    if media.exists():
        media.rename(folder / "media-before")
    shutil.move(unpacked, media)
