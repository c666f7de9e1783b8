"""Secrets that the first start generates and every later start reads back."""

import base64
import os
import secrets
from datetime import UTC, datetime


def read_or_generate(data_dir, name, generate):
    """The text of `<data_dir>/secrets/<name>`, generated when there is none yet (mode 0600)."""
    folder = data_dir / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return (folder / name).read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secret := generate())
    return secret


def new_secret_key():
    return secrets.token_urlsafe(64)


def new_field_key():
    """A key for personal fields: `<id>:<base64 of 32 bytes>`; the id says in which month it was made."""
    return f"k{datetime.now(UTC):%Y-%m}:{new_blind_index_key()}"


def new_blind_index_key():
    return base64.b64encode(secrets.token_bytes(32)).decode()
