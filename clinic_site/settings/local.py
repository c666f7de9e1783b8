"""For one's own machine: no TLS; keys are generated at the first start and kept under DATA_DIR."""

from clinic_site.startup.generated_secrets import new_blind_index_key, new_field_key, new_secret_key, read_or_generate

from .base import *  # noqa: F403
from .base import DATA_DIR, STAFF_EMAIL, env

# Set by `script/serve --demo`: the sample clinic, in a data folder of its own.
DEMO = env.bool("DEMO", default=False)
PORT = env.int("PORT", default=8000)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.str("SITE_URL", default=f"http://localhost:{PORT}")
WAGTAILADMIN_BASE_URL = SITE_URL
STAFF_EMAIL = STAFF_EMAIL or ["staff@localhost"]
DEFAULT_FROM_EMAIL = "website@localhost"
# The first account on one's own machine is alone there, and wants to try everything.
FOUR_EYES = env.bool("FOUR_EYES", default=False)

SECRET_KEY = env.str("SECRET_KEY", default="") or read_or_generate(DATA_DIR, "secret_key", new_secret_key)
FIELD_KEYS = env.list("FIELD_KEYS", default=[]) or [read_or_generate(DATA_DIR, "field_keys", new_field_key)]
BLIND_INDEX_KEY = env.str("BLIND_INDEX_KEY", default="") or read_or_generate(
    DATA_DIR, "blind_index_key", new_blind_index_key
)
