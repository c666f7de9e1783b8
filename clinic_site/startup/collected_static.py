"""Whether the static files that were collected are still those of this checkout."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

RECORD_NAME = ".collected"


def are_current():
    file = settings.STATIC_ROOT / RECORD_NAME
    return file.exists() and file.read_text() == fingerprint()


def record():
    (settings.STATIC_ROOT / RECORD_NAME).write_text(fingerprint())


def fingerprint():
    """Changes when a static file of ours or of a package is added, removed or changed."""
    stats = sorted((path, (found := Path(place).stat()).st_size, found.st_mtime_ns) for path, place in static_files())
    return hashlib.sha256(repr(stats).encode()).hexdigest()


def static_files():
    for finder in get_finders():
        for path, storage in finder.list([]):
            yield path, storage.path(path)
