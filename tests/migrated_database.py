"""An SQLite database as migrations leave it, made once: every process of the suite copies it, and so do later runs."""

import fcntl
import hashlib
import re
import shutil
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
IMPORT_OF_OURS = re.compile(r"^(?:from|import) ((?:accounts|content|contact)\.[\w.]+)", re.MULTILINE)


def copy_migrated_database(to):
    """The first process migrates while the others wait."""
    folder = settings.DATA_DIR / "test"
    migrated = folder / f"migrated_{what_migrations_depend_on()}.sqlite3"
    with (folder / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not migrated.exists():
            for earlier in folder.glob("migrated_*"):
                earlier.unlink()
            migrate(migrated)
        shutil.copyfile(migrated, to)


def what_migrations_depend_on():
    """Changes with any migration, of ours or of a package, and with the modules that ours import."""
    packages = sorted(f"{package.name} {package.version}" for package in distributions())
    migrations = sorted(ROOT.glob("*/migrations/*.py"))
    imported = {ROOT / f"{name.replace('.', '/')}.py" for file in migrations for name in imports_of_ours(file)}
    files = [file.read_text() for file in [*migrations, *sorted(imported)]]
    return hashlib.sha256(repr([packages, settings.INSTALLED_APPS, files]).encode()).hexdigest()[:16]


def imports_of_ours(file):
    return IMPORT_OF_OURS.findall(file.read_text())


def migrate(path):
    """Under another name until it is whole, for a run may be interrupted."""
    unfinished = path.with_suffix(".unfinished")
    name, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], unfinished
    call_command("migrate", interactive=False, verbosity=0)
    connection.close()
    connection.settings_dict["NAME"] = name
    unfinished.rename(path)
