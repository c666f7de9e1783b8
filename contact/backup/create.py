"""Make a backup, and prove that it could be restored."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from contact.backup import postgresql, sqlite
from contact.backup.archive import BackupDamaged, read_archive, write_archive
from contact.encryption import CannotOpen, unseal
from contact.maintenance import clock
from contact.requests.consultation_request import ConsultationRequest

NAMES = "clinic-*.backup"
NAME_OF_TIME = "clinic-{:%Y%m%d-%H%M%S}.backup"
# However old: a clock that is wrong for longer than backups are kept must not leave a site without one.
ALWAYS_KEPT = 7


def make_backup(folder):
    """Returns the path of the new backup."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    now, kind = timezone.now(), sqlite if connection.vendor == "sqlite" else postgresql
    content, counts = kind.dump()
    path = free_place(folder, now)
    manifest = {"made_at": now.isoformat(), "database": kind.KIND, "row_counts": counts}
    write_archive(path, manifest, content, Path(settings.MEDIA_ROOT))
    return path


def free_place(folder, moment):
    """Names have the resolution of a second; a backup never overwrites another, which may be in use."""
    while (path := folder / NAME_OF_TIME.format(moment)).exists():
        moment += timedelta(seconds=1)
    return path


def newest_backup(folder):
    return max(backups_until_now(folder) or folder.glob(NAMES), default=None)


def backups_until_now(folder):
    """The oldest first, without those made while the clock was ahead, which are named for a future time."""
    return sorted(path for path in folder.glob(NAMES) if path.name <= NAME_OF_TIME.format(timezone.now()))


class CleanupRefused(Exception):
    """The message gives the reason and what to do."""


def delete_backups_older_than(days, folder):
    """Backups still contain deleted requests, so they are deleted as well."""
    if words := clock.fault():
        raise CleanupRefused(words)
    oldest = (timezone.now() - timedelta(days=days)).timestamp()
    old = [path for path in backups_until_now(folder)[:-ALWAYS_KEPT] if path.stat().st_mtime < oldest]
    for path in old:
        path.unlink()
    return len(old)


def verify(path):
    """Reads a backup as a restore would and decrypts a name in it; returns a summary."""
    manifest, content, media_files = read_archive(path)
    kind = {sqlite.KIND: sqlite, postgresql.KIND: postgresql}[manifest["database"]]
    counts, sealed = kind.inspect(content)
    if counts != manifest["row_counts"]:
        raise BackupDamaged("The backup has other row counts than when it was made.")
    opens = "one opened" if sealed else "none to open"
    open_name(sealed)
    requests = counts["contact_consultationrequest"]
    return (
        f"{len(counts)} tables, {sum(counts.values())} rows, {media_files} media files, {requests} requests ({opens})"
    )


def open_name(sealed):
    if sealed is None:
        return
    reference, name = sealed
    try:
        unseal(name, about=ConsultationRequest._meta.get_field("name").about(ConsultationRequest(reference=reference)))
    except CannotOpen as problem:
        raise BackupDamaged(f"A sealed field in the backup does not open: {problem}.") from None
