"""Disk space that an operator can free at once when the disk is full: a file that holds nothing."""

import os
import shutil

from django.conf import settings

NAME = "delete_when_the_disk_is_full"
# It is made only where it takes at most a tenth of what is free.
SHARE = 10


def path():
    return settings.DATA_DIR / NAME


def allocate():
    """Takes settings.DISK_RESERVE_BYTES of the disk, unless that is done or too little is free."""
    size = settings.DISK_RESERVE_BYTES
    if not size or path().exists() or shutil.disk_usage(settings.DATA_DIR).free < SHARE * size:
        return
    try:
        with path().open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, size)
    except OSError:
        # A quota, for instance. The site starts without it.
        path().unlink(missing_ok=True)
