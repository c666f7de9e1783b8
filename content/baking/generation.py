"""The stamp: which generation of baked pages holds now. Whatever changes a page begins a new one."""

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
        """Makes every baked page old, for all processes at once. Without a name the release stays the same."""
        name = f"{release or release_of(self.current())}.{secrets.token_hex(8)}"
        (self.folder / name).mkdir(parents=True)
        link = self.folder / f".{name}"
        link.symlink_to(name)
        link.replace(self.link)
        self.clear_away()

    def begin_unless_younger_than(self, seconds):
        if self.age() >= seconds:
            self.begin()

    def age(self):
        return time.time() - os.lstat(self.link).st_mtime

    def clear_away(self):
        """Removes what no longer holds; readers in the midst of it find a file missing and render."""
        kept = {CURRENT, self.current()}
        for old in self.folder.iterdir():
            if old.name not in kept and is_old(old):
                shutil.rmtree(old, ignore_errors=True)


def is_old(folder):
    try:
        found = folder.lstat()
    except OSError:  # the link of another process, which has just become the current one
        return False
    return S_ISDIR(found.st_mode) and found.st_mtime < time.time() - OLD_SECONDS


def release_of(generation):
    return generation.partition(".")[0]
