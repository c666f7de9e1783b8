"""What earlier releases left in DATA_DIR, and nobody may find any more."""

import contextlib
import secrets
import shutil

from django.conf import settings

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
