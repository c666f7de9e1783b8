"""Where the settings come from: environment variables, or files that `<NAME>_FILE` names, and DATA_DIR."""

import os
from pathlib import Path

import environ

# Nobody else on the machine reads what the site writes; clinic_site/startup/data_dir.py opens what is public.
os.umask(0o077)

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.FileAwareEnv()

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
