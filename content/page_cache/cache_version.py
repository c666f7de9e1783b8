"""The current version of the page cache, and the id of the build of the site that it belongs to."""

import contextlib
import hashlib
import logging
import os
import secrets
import shutil
import time
from pathlib import Path
from stat import S_ISDIR

from django.conf import settings

CURRENT = "current"
NONE = ""
# A younger version may be about to become current, or another process may still be writing into it.
OLD_SECONDS = 60
# A web server in front reads the files, and runs as another user.
PUBLIC_DIRECTORY = 0o755

logger = logging.getLogger(__name__)


class CacheNotWritable(Exception):
    """No new version could be started, nor the current one removed: old pages are still served."""


class CacheVersions:
    """One folder for each version, and a symbolic link `current` to the newest, which is replaced atomically.

    The link names the version and leads to its files, so nobody finds new files under an old version. A page whose
    rendering began in an older version can only be written into the folder of that version.
    """

    def __init__(self, folder):
        self.folder = Path(folder)
        self.link = str(self.folder / CURRENT)

    def current(self):
        """The name of the current version, read at every request; NONE where there is none yet."""
        try:
            return os.readlink(self.link)
        except OSError:
            return NONE

    def open(self, build_id):
        """Keeps the current version, unless another build of the site started it."""
        if build_id_of(self.current()) != build_id:
            self.start_new(build_id)

    def start_new(self, build_id=None):
        """Invalidates every cached page, for all processes at once. Without `build_id` the build stays the same.

        Raises CacheNotWritable if the link can be neither replaced nor removed: then old pages are still served.
        """
        build_id = build_id or build_id_of(self.current())
        if not build_id:
            return  # without a version nothing is served from the cache
        try:
            self.write_link(build_id)
        except OSError as error:
            logger.error("Pages could not be invalidated (%s): none is served from the cache for now.", error.strerror)
            self.start_without_space(build_id)
        self.delete_old()

    def write_link(self, build_id):
        name = f"{build_id}.{secrets.token_hex(8)}"
        (self.folder / name).mkdir(parents=True)
        for folder in (self.folder, self.folder / name):
            folder.chmod(PUBLIC_DIRECTORY)
        link = self.folder / f".{name}"
        link.symlink_to(name)
        link.replace(self.link)

    def start_without_space(self, build_id):
        """Without the link nobody, nginx included, finds an old page. Deleting the old files may free the space."""
        try:
            Path(self.link).unlink(missing_ok=True)
        except OSError as error:
            raise CacheNotWritable(error.strerror) from None
        self.delete_old(at_once=True)
        with contextlib.suppress(OSError):
            self.write_link(build_id)

    def start_if_missing(self, build_id):
        """When there is space again. Pages cached before the link was removed are not found any more."""
        if self.current() == NONE:
            with contextlib.suppress(OSError):
                self.write_link(build_id)

    @property
    def is_writable(self):
        return not self.folder.is_dir() or os.access(self.folder, os.W_OK)

    @property
    def is_missing(self):
        """Whether there is a cache here, but no current version."""
        return self.folder.is_dir() and self.current() == NONE

    def start_unless_younger_than(self, seconds):
        # A negative age: the clock was set back.
        if not 0 <= self.age() < seconds:
            self.start_new()

    def age(self):
        return time.time() - os.lstat(self.link).st_mtime

    def delete_old(self, at_once=False):
        """Deletes old versions. A worker that is reading one finds a file missing, and renders the page."""
        kept = {CURRENT, self.current()}
        for old in self.folder.iterdir() if self.folder.is_dir() else ():
            if old.name not in kept and is_old(old, 0 if at_once else OLD_SECONDS):
                shutil.rmtree(old, ignore_errors=True)


def is_old(folder, seconds):
    try:
        found = folder.lstat()
    except OSError:  # the temporary link of another process, which has just been renamed to `current`
        return False
    return S_ISDIR(found.st_mode) and found.st_mtime < time.time() - seconds


def build_id_of(version):
    return version.partition(".")[0]


def build_id():
    """The same on every machine that runs the same files with the same settings."""
    made = hashlib.sha256()
    for name in settings.BUILD_ID_SETTINGS:
        made.update(repr((name, getattr(settings, name, None))).encode())
    for path in files_in(settings.BUILD_ID_FILES):
        made.update(str(path.name).encode() + path.read_bytes())
    return made.hexdigest()[:16]


def files_in(places):
    for place in map(Path, places):
        if place.is_file():
            yield place
        yield from sorted(path for path in place.rglob("*") if path.is_file() and path.suffix != ".pyc")
