"""Whether the static files that were collected are still those of this checkout."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

RECORD = ".collected"


def are_current():
    record = settings.STATIC_ROOT / RECORD
    return record.exists() and record.read_text() == fingerprint()


def note_down():
    (settings.STATIC_ROOT / RECORD).write_text(fingerprint())


def fingerprint():
    """Changes when a static file of ours or of a package is added, removed or written anew."""
    stats = sorted((path, (found := Path(place).stat()).st_size, found.st_mtime_ns) for path, place in static_files())
    return hashlib.sha256(repr(stats).encode()).hexdigest()


def static_files():
    for finder in get_finders():
        for path, storage in finder.list([]):
            yield path, storage.path(path)
