"""Which version of the page cache is current, and the build of the site that made it."""

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
# A younger one may be about to hold, or somebody may still be writing into it.
OLD_SECONDS = 60
# A web server in front reads them, and runs as somebody else.
PUBLIC_DIRECTORY = 0o755

logger = logging.getLogger(__name__)


class CacheNotWritable(Exception):
    """No stamp could be written: nobody may be handed what was baked before."""


class CacheVersions:
    """Folders beside a link named `current`, which is replaced at one stroke.

    The link is the stamp and the way to the files in one, so nobody sees new files under an old stamp. A
    page whose rendering began in an older version can only ever be written into the older folder.
    """

    def __init__(self, folder):
        self.folder = Path(folder)
        self.link = str(self.folder / CURRENT)

    def current(self):
        """The name of the version, asked at every request; NONE where there is none yet."""
        try:
            return os.readlink(self.link)
        except OSError:
            return NONE

    def open(self, build_id):
        """Goes on with the version that holds, unless another build_id of the site began it."""
        if build_id_of(self.current()) != build_id:
            self.start_new(build_id)

    def start_new(self, build_id=None):
        """Makes every baked page old, for all processes at once. Without a name the build_id stays the same.

        Raises CacheNotWritable where even that cannot be done which needs no room: then old pages are still handed out.
        """
        build_id = build_id or build_id_of(self.current())
        if not build_id:
            return  # without a stamp nothing is handed out that could be old
        try:
            self.write_link(build_id)
        except OSError as error:
            logger.error("Pages could not be made old (%s): no ready one is handed out for now.", error.strerror)
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
        """Without the link nobody, nginx included, finds an old page. The old files go, and may leave the room."""
        try:
            Path(self.link).unlink(missing_ok=True)
        except OSError as error:
            raise CacheNotWritable(error.strerror) from None
        self.delete_old(at_once=True)
        with contextlib.suppress(OSError):
            self.write_link(build_id)

    def start_if_missing(self, build_id):
        """Once there is room again. What was baked before the link went is found by nobody."""
        if self.current() == NONE:
            with contextlib.suppress(OSError):
                self.write_link(build_id)

    @property
    def is_writable(self):
        return not self.folder.is_dir() or os.access(self.folder, os.W_OK)

    @property
    def is_missing(self):
        """Whether pages are baked here, and none may be handed out."""
        return self.folder.is_dir() and self.current() == NONE

    def start_unless_younger_than(self, seconds):
        # An age below nothing: the clock went back.
        if not 0 <= self.age() < seconds:
            self.start_new()

    def age(self):
        return time.time() - os.lstat(self.link).st_mtime

    def delete_old(self, at_once=False):
        """Removes what no longer holds; readers in the midst of it find a file missing and render."""
        kept = {CURRENT, self.current()}
        for old in self.folder.iterdir() if self.folder.is_dir() else ():
            if old.name not in kept and is_old(old, 0 if at_once else OLD_SECONDS):
                shutil.rmtree(old, ignore_errors=True)


def is_old(folder, seconds):
    try:
        found = folder.lstat()
    except OSError:  # the link of another process, which has just become the current one
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
