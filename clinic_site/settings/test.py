"""The test suite: fixed keys that protect nothing, fast passwords, mail kept in memory."""

from .base import *  # noqa: F403
from .base import DATA_DIR, DATABASES, STATIC_ROOT, STORAGES

SECRET_KEY = "a key for tests, which protects nothing at all"
FIELD_KEYS = ["k2:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=", "k1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="]
BLIND_INDEX_KEY = "AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM="
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SITE_URL = "http://localhost:8000"
WAGTAILADMIN_BASE_URL = SITE_URL
STAFF_EMAIL = "staff@localhost"
DEFAULT_FROM_EMAIL = "website@localhost"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MEDIA_ROOT = DATA_DIR / "test-media"
BAKED_DIR = DATA_DIR / "test-baked"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a folder that is not there

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, because threads that share one in-memory database never meet a lock.
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["MUST_EXIST"] = False
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
