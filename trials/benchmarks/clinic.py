"""The site as in production, with its starter pages, all of them baked."""

import base64
import os
import secrets
import subprocess
import sys
from pathlib import Path

from benchmarks.servers import ROOT
from benchmarks.targets import HOST

PAGE = "/safety/"


def new_key():
    return base64.b64encode(secrets.token_bytes(32)).decode()


def environment(data_dir):
    return {
        "DJANGO_SETTINGS_MODULE": "clinic_site.settings.production",
        "DATA_DIR": str(data_dir),
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "ALLOWED_HOSTS": HOST,
        "SITE_URL": f"https://{HOST}",
        "STAFF_EMAIL": f"staff@{HOST}",
        "EMAIL_URL": "dummymail://",
        "SECRET_KEY": secrets.token_hex(32),
        "FIELD_KEYS": f"k1:{new_key()}",
        "BLIND_INDEX_KEY": new_key(),
    }


def prepare(settings):
    Path(settings["DATA_DIR"]).mkdir()
    manage(settings, "prepare")
    manage(settings, "bake_pages")


def manage(settings, *command):
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=os.environ | settings, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"manage.py {command[0]} failed:\n{done.stderr[-2000:]}")
    return done.stdout
