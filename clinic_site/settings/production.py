"""The real site, behind TLS. Nothing secret has a default; whatever is missing is named at once."""

from .base import *  # noqa: F403
from .base import DATABASES, TRUSTED_PROXIES, env
from .production_values import ProductionValues

values = ProductionValues(env)
SECRET_KEY = values.secret_key()
ALLOWED_HOSTS = values.allowed_hosts()
SITE_URL = values.site_url()
STAFF_EMAIL = values.staff_email()
DEFAULT_FROM_EMAIL = values.default_from_email(STAFF_EMAIL)
FIELD_KEYS = values.field_keys()
BLIND_INDEX_KEY = values.blind_index_key()
DATABASES = {"default": values.database(DATABASES["default"])}
values.no_demo()
values.mail_server()
values.yes_or_no("FOUR_EYES")
values.yes_or_no("UNSIGNED_PAGES_ARE_PUBLIC")
values.yes_or_no("REQUIRE_MFA")
values.whole_number("PORT")
values.whole_number("WEB_CONCURRENCY")
values.trusted_proxies(TRUSTED_PROXIES)
values.stop_if_any_is_wrong()

WAGTAILADMIN_BASE_URL = SITE_URL
CSRF_TRUSTED_ORIGINS = [SITE_URL]
REQUIRE_MFA = True
# Nobody reads advice that no clinician of this clinic has checked, unless the operator decides so.
UNSIGNED_PAGES_ARE_PUBLIC = env.bool("UNSIGNED_PAGES_ARE_PUBLIC", default=False)

# The one proxy in front ends TLS and sets this header itself (docs/operating.md).
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# Being preloaded cannot be taken back for months: that is for the owner of the domain to decide.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sid"
CSRF_COOKIE_NAME = "__Host-csrf"
DEVICE_COOKIE_NAME = "__Secure-device"

DISK_RESERVE_BYTES = 100 * 1024**2
