"""A restore unpacks into a staging folder; once that is complete, its files are moved into place.

A restore killed before that point has changed nothing, and the next restore or `prepare` removes its folder. One killed
later is finished by them: each step can be repeated.
"""

import json
import os
import shutil
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

NAME = ".restoring"
READY = "ready"
REPLACED = "replaced"
DATABASE, MEDIA = "database", "media"
LEFT_OVERS = ("-wal", "-shm", "-journal")
NAME_OF_TIME = "%Y%m%d-%H%M%S"


def staging(target):
    """On the same file system as what it replaces, so that each move is atomic."""
    return target.parent / NAME


def is_ready(target):
    return (staging(target) / READY).exists()


@contextmanager
def staged(target):
    """A new folder, readable by the owner only, removed if anything fails before it is ready."""
    folder = staging(target)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_ready(folder, **facts):
    """From here on an interrupted restore is finished, not undone."""
    part = folder / f"{READY}.part"
    with part.open("w") as file:
        json.dump({"replaced": f"{timezone.now():{NAME_OF_TIME}}"} | facts, file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / READY)


def facts_of(folder):
    return json.loads((folder / READY).read_text())


def put_in_place(folder, media, database=None):
    """Moves the old files to the folder `replaced`. Can be repeated after an interruption."""
    aside = folder.parent / REPLACED / facts_of(folder)["replaced"]
    if database and (folder / DATABASE).exists():
        set_database_aside(database, aside)
        (folder / DATABASE).replace(database)
    if (folder / MEDIA).exists():
        set_aside(media, aside / MEDIA)
        media.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(folder / MEDIA, media)
    shutil.rmtree(folder)
    return aside if aside.exists() else None


def set_database_aside(database, aside):
    """The file keeps its name until it is replaced, so that there is always a database.

    A -wal file left next to the new database would silently undo the restore.
    """
    for ending in LEFT_OVERS:
        set_aside(database.with_name(database.name + ending), aside / f"{database.name}{ending}")
    if database.exists() and not (aside / database.name).exists():
        make_folder(aside)
        os.link(database, aside / database.name)


def set_aside(path, place):
    if path.exists() and not place.exists():
        make_folder(place.parent)
        path.rename(place)


def make_folder(folder):
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def delete_replaced_before(days, data_dir):
    """Replaced files hold personal data, so they are deleted like backups."""
    oldest = f"{timezone.now() - timedelta(days=days):{NAME_OF_TIME}}"
    old = [path for path in (Path(data_dir) / REPLACED).glob("*") if path.name < oldest]
    for path in old:
        shutil.rmtree(path)
    return len(old)
