"""The test suite: fixed keys that protect nothing, fast passwords, mail kept in memory."""

import os

from .base import *  # noqa: F403
from .base import DATA_DIR, DATABASES, STATIC_ROOT, STORAGES

SECRET_KEY = "a key for tests, which protects nothing at all"
FIELD_KEYS = ["k2:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=", "k1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="]
BLIND_INDEX_KEY = "AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM="
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SITE_URL = "http://localhost:8000"
WAGTAILADMIN_BASE_URL = SITE_URL
STAFF_EMAIL = ["staff@localhost"]
DEFAULT_FROM_EMAIL = "website@localhost"
OUTBOX_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Each of pytest-xdist's workers writes to files of its own.
TEST_DIR = DATA_DIR / "test" / os.environ.get("PYTEST_XDIST_WORKER", "one")
MEDIA_ROOT = TEST_DIR / "media"
PAGE_CACHE_DIR = TEST_DIR / "baked"
NEWEST_EVENT_FILE = None  # the databases of tests come and go
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a folder that is not there

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, because threads that share one in-memory database never meet a lock.
    TEST_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["MUST_EXIST"] = False
    DATABASES["default"]["TEST"] = {"NAME": TEST_DIR / "test.sqlite3"}
