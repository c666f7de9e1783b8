"""Whether the database still holds the newest event that it held a minute ago.

Requests and their events are in one database: if it is replaced by an older one, or loses its -wal file, both miss the
same rows and still agree. The mail worker therefore stores the newest event's number and hash in an encrypted file
under DATA_DIR. It is updated only while the database still has the event that was stored before.
"""

from django.apps import apps
from django.conf import settings

from contact.encryption import CannotOpen, seal, unseal

ABOUT = "contact.newest_event"
OVERRIDE = "manage.py reconcile --accept-loss"


def fault():
    kept = kept_event()
    if not kept or is_here(*kept):
        return ""
    return (
        f"The newest event that was here, number {kept[0]}, is missing: the database was replaced by an older one, "
        f"or lost its -wal file. Restore the newest backup; once nothing more can be found, run {OVERRIDE}."
    )


def is_here(number, digest):
    event = events().filter(pk=number).first()
    return event is not None and fingerprint(event) == digest


def fingerprint(event):
    """Views of lists and searches stand outside the chains, so no hash is stored with them."""
    return event.hash or event.digest()


def kept_event():
    """Number and hash; None if the file is missing or was encrypted with another key."""
    if not settings.NEWEST_EVENT_FILE:
        return None
    try:
        number, digest = unseal(settings.NEWEST_EVENT_FILE.read_text(), about=ABOUT).split()
    except (OSError, CannotOpen, ValueError):
        return None
    return int(number), digest


def save():
    if not settings.NEWEST_EVENT_FILE or fault():
        return
    newest = events().order_by("-pk").first()
    if newest and (newest.pk, fingerprint(newest)) != kept_event():
        write(f"{newest.pk} {fingerprint(newest)}")


def write(words):
    part = settings.NEWEST_EVENT_FILE.with_suffix(".part")
    part.write_text(seal(words, about=ABOUT))
    part.replace(settings.NEWEST_EVENT_FILE)


def forget():
    if settings.NEWEST_EVENT_FILE:
        settings.NEWEST_EVENT_FILE.unlink(missing_ok=True)


def events():
    return apps.get_model("contact", "RequestEvent").objects.all()
