"""The stamp: which generation of baked pages holds now. Whatever changes a page begins a new one."""

import contextlib
import logging
import os
import secrets
import shutil
import time
from pathlib import Path
from stat import S_ISDIR

CURRENT = "current"
NONE = ""
# A younger one may be about to hold, or somebody may still be writing into it.
OLD_SECONDS = 60
# A web server in front reads them, and runs as somebody else.
PUBLIC_FOLDER = 0o755

logger = logging.getLogger(__name__)


class CannotBegin(Exception):
    """No stamp could be written: nobody may be handed what was baked before."""


class Generations:
    """Folders beside a link named `current`, which is replaced at one stroke.

    The link is the stamp and the way to the files in one, so nobody sees new files under an old stamp. A
    page whose rendering began in an older generation can only ever be written into the older folder.
    """

    def __init__(self, folder):
        self.folder = Path(folder)
        self.link = str(self.folder / CURRENT)

    def current(self):
        """The name of the generation, asked at every request; NONE where there is none yet."""
        try:
            return os.readlink(self.link)
        except OSError:
            return NONE

    def open(self, release):
        """Goes on with the generation that holds, unless another release of the site began it."""
        if release_of(self.current()) != release:
            self.begin(release)

    def begin(self, release=None):
        """Makes every baked page old, for all processes at once. Without a name the release stays the same.

        Raises CannotBegin where even that cannot be done which needs no room: then old pages are still handed out.
        """
        release = release or release_of(self.current())
        if not release:
            return  # without a stamp nothing is handed out that could be old
        try:
            self.write_stamp(release)
        except OSError as error:
            logger.error("Pages could not be made old (%s): no ready one is handed out for now.", error.strerror)
            self.begin_without_room(release)
        self.clear_away()

    def write_stamp(self, release):
        name = f"{release}.{secrets.token_hex(8)}"
        (self.folder / name).mkdir(parents=True)
        for folder in (self.folder, self.folder / name):
            folder.chmod(PUBLIC_FOLDER)
        link = self.folder / f".{name}"
        link.symlink_to(name)
        link.replace(self.link)

    def begin_without_room(self, release):
        """Without the link nobody, nginx included, finds an old page. The old files go, and may leave the room."""
        try:
            Path(self.link).unlink(missing_ok=True)
        except OSError as error:
            raise CannotBegin(error.strerror) from None
        self.clear_away(at_once=True)
        with contextlib.suppress(OSError):
            self.write_stamp(release)

    def begin_if_there_is_none(self, release):
        """Once there is room again. What was baked before the link went is found by nobody."""
        if self.current() == NONE:
            with contextlib.suppress(OSError):
                self.write_stamp(release)

    @property
    def is_writable(self):
        return not self.folder.is_dir() or os.access(self.folder, os.W_OK)

    @property
    def is_missing(self):
        """Whether pages are baked here, and none may be handed out."""
        return self.folder.is_dir() and self.current() == NONE

    def begin_unless_younger_than(self, seconds):
        # An age below nothing: the clock went back.
        if not 0 <= self.age() < seconds:
            self.begin()

    def age(self):
        return time.time() - os.lstat(self.link).st_mtime

    def clear_away(self, at_once=False):
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


def release_of(generation):
    return generation.partition(".")[0]
