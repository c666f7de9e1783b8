"""trials/fresh_pages.py with small numbers: nobody is shown an old page after a publish."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_nobody_is_shown_the_old_page_after_a_publish(migrated_database, tmp_path):
    if migrated_database:
        shutil.copy(migrated_database, tmp_path)
    environment = os.environ | {"DATA_DIR": str(tmp_path), "PYTHONPATH": str(ROOT), "DATABASE_URL": ""}

    command = [sys.executable, "trials/fresh_pages.py", "3", "20"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=500)

    assert run.returncode == 0, run.stderr
    assert "gunicorn: 0 old of 60, " in run.stdout
    assert "nginx: " in run.stdout
