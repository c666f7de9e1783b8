"""Restores the database and the media from a backup."""

import logging
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, connections

from contact.backup import postgresql, sqlite
from contact.backup.archive import extract_media, read_archive
from contact.backup.create import make_backup, verify
from contact.backup.staging import facts_of, is_ready, make_ready, put_in_place, staged, staging
from contact.encryption import key_check
from contact.maintenance import schema
from contact.requests.access_log import RequestEvent

INTERRUPTED = "A restore was interrupted: run manage.py prepare, which finishes it."
logger = logging.getLogger(__name__)


class RestoreRefused(Exception):
    """The message says what to do first."""


def restore_sqlite(archive, database, media, force, set_newer_aside=False):
    """Returns the folder with the replaced files. An error before everything is unpacked changes nothing."""
    finish_sqlite(database, media)
    there = sqlite.is_there(database)
    refuse_over_a_database(there, force)
    if there and sqlite.is_in_use(database):
        raise RestoreRefused("The database is in use: stop all programs of the site first.")
    verify(archive)
    content = content_of(archive, sqlite.KIND)
    if there and not set_newer_aside:
        refuse_over_newer(sqlite.references_in_file(database) - sqlite.references_in(content))
    with staged(database) as folder:
        extract_media(archive, folder)
        sqlite.write(content, folder)
        make_ready(folder)
        return put_in_place(folder, media, database)


def restore_postgresql(archive, media, force, set_newer_aside=False):
    """Returns a backup of the replaced database, which is made first."""
    finish_postgresql(media)
    there = postgresql.is_there()
    refuse_over_a_database(there, force)
    verify(archive)
    content = content_of(archive, postgresql.KIND)
    if there and not set_newer_aside:
        refuse_over_newer(postgresql.references_now() - postgresql.references_in(content))
    before = make_backup(settings.DATA_DIR / "backups") if there else None
    with staged(media) as folder:
        extract_media(archive, folder)
        make_ready(folder, newest_event=postgresql.newest_event_in(content))
        postgresql.put_in_place(content)
        put_in_place(folder, media)
    return before


def refuse_over_a_database(there, force):
    if there and not force:
        raise RestoreRefused("There is a database already. --force puts the backup in its place.")


def refuse_over_newer(references):
    if references:
        raise RestoreRefused(
            f"{len(references)} requests are here and not in this backup: make a newer backup and restore that, "
            "or say --set-newer-aside, which keeps them beside the restored site but not in it."
        )


def content_of(archive, kind):
    manifest, content, _ = read_archive(archive)
    if manifest["database"] != kind:
        raise RestoreRefused(f"The backup is of a {manifest['database']} database, and this site has {kind}.")
    return content


def places():
    """The database's file, if it is one, and the media."""
    file = Path(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None
    return file, Path(settings.MEDIA_ROOT)


def fault():
    database, media = places()
    return INTERRUPTED if is_ready(database or media) else ""


def finish_interrupted():
    """Finishes an interrupted restore if everything was unpacked, or else removes what it left."""
    database, media = places()
    if not staging(database or media).exists():
        return None
    if database:
        connections.close_all()
        return finish_sqlite(database, media)
    return finish_postgresql(media)


def finish_sqlite(database, media):
    if is_ready(database):
        return put_in_place(staging(database), media, database)
    with staged(database):
        return None


def finish_postgresql(media):
    """The database is replaced in one transaction; its newest event tells whether that was committed."""
    if is_ready(media) and facts_of(staging(media))["newest_event"] == newest_event():
        return put_in_place(staging(media), media)
    with staged(media):
        return None


def newest_event():
    newest = RequestEvent.objects.order_by("-pk").values_list("pk", "hash").first()
    return [str(newest[0]), newest[1]] if newest else None


def reason_not_to_start():
    """Checks before a process of the site starts to serve: one sentence, or "".

    A database that is down is no reason: readiness reports it until it is back.
    """
    try:
        return fault() or schema.fault() or key_check.fault()
    except DatabaseError as error:
        logger.error("The database does not answer (%s): started without looking at it.", type(error).__name__)
        return ""
