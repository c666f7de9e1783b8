"""Nobody else on this machine reads what the site writes, except what a web server in front serves.

`os.umask` in settings/environment.py makes new files private; this opens the two public folders, makes private
what an older release left open, and retires the folder of pages that earlier releases wrote.
"""

import contextlib
import os
import secrets
import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection

PUBLIC_DIRECTORY, PUBLIC_FILE = 0o755, 0o644
# A web server in front may enter to reach the public folders, and lists nothing.
ENTER_ONLY = 0o711


def make_data_dir():
    if not settings.DATA_DIR.exists():
        settings.DATA_DIR.mkdir(parents=True)
        settings.DATA_DIR.chmod(ENTER_ONLY)


def tighten():
    """Returns the paths that could not be made private, because they belong to somebody else."""
    paths = [*private_paths(settings.DATA_DIR), *database_files()]
    return [path for path in [settings.DATA_DIR] if not restrict(path, ENTER_ONLY)] + [
        path for path in paths if not restrict(path, 0o700)
    ]


def open_static_files():
    """WhiteNoise and others write compressed files with permissions of their own."""
    for folder, folders, files in os.walk(settings.STATIC_ROOT):
        for name in folders:
            Path(folder, name).chmod(PUBLIC_DIRECTORY)
        for name in files:
            Path(folder, name).chmod(PUBLIC_FILE)
    settings.STATIC_ROOT.chmod(PUBLIC_DIRECTORY)


def private_paths(data_dir):
    for top in data_dir.iterdir():
        if top in (settings.STATIC_ROOT, settings.ERROR_PAGES_DIR) or top.is_symlink():
            continue
        yield top
        for folder, folders, files in os.walk(top):
            yield from (Path(folder, name) for name in [*folders, *files])


def database_files():
    """They may be outside DATA_DIR."""
    if connection.vendor != "sqlite":
        return []
    file = Path(connection.settings_dict["NAME"])
    return [path for path in [file, *(Path(f"{file}{ending}") for ending in ("-wal", "-shm"))] if path.exists()]


def restrict(path, most):
    """Takes permissions away, never gives any."""
    try:
        if path.is_symlink():
            return True
        mode = path.stat().st_mode & 0o777
        if mode & ~most:
            path.chmod(mode & most)
    except FileNotFoundError:
        return True
    except PermissionError:
        return False
    return True


# The nginx of earlier releases hands out whatever lies here, for ever; what it does not find it asks of gunicorn.
BAKED_PAGES = "baked"
WORDS = "Pages are in page_cache. This file keeps programs of an earlier release from making the folder again.\n"


def retire_baked_pages():
    """Puts a file in the folder's place: workers of the earlier release go on until they are reloaded."""
    folder = settings.DATA_DIR / BAKED_PAGES
    while folder.is_dir():
        aside = folder.with_name(f".{BAKED_PAGES}.{secrets.token_hex(4)}")
        folder.rename(aside)
        # Such a worker may be faster; then its folder is next.
        with contextlib.suppress(OSError), folder.open("x") as file:
            file.write(WORDS)
        shutil.rmtree(aside, ignore_errors=True)
