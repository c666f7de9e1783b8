"""What is so everywhere, with accounts.py and page_cache.py. local, production and test say only what differs."""

from .accounts import *  # noqa: F403
from .environment import BASE_DIR, DATA_DIR, env
from .page_cache import *  # noqa: F403
from .storage import cache_settings, database_settings, media_storage

DEBUG = False
# Whether this is the sample clinic; only settings.local can be.
DEMO = False
ALLOWED_HOSTS = []
ROOT_URLCONF = "clinic_site.urls"
WSGI_APPLICATION = "clinic_site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "accounts.apps.AccountsConfig",
    "clinic_site.apps.ClinicSiteConfig",
    "content",
    "contact",
    "crispy_forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "clinic_site.apps.StaffAdminConfig",
    "accounts.apps.PeopleConfig",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "clinic_site.http.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "clinic_site.http.error_views.SignInUnavailableMiddleware",
    "accounts.sign_in.known_devices.KnownDeviceMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "accounts.sign_in.sessions.SessionTimeoutMiddleware",
    "accounts.sign_in.mfa.mfa_middleware.MfaMiddleware",
    "clinic_site.http.middleware.RequestLimitsMiddleware",
    "clinic_site.http.middleware.TimezoneMiddleware",
    "content.page_cache.invalidation.StalePagesMiddleware",
    "content.editor.lock_middleware.EditorLockMiddleware",
    "content.publishing.publish_errors_middleware.PublishErrorsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "contact.clinic.context_processors.clinic_details",
                "content.context_processors.navigation",
                "content.context_processors.clinic_records",
            ],
        },
    },
]

# -- what is kept ------------------------------------------------------------

DATABASES = {
    "default": database_settings(
        env.db_url_config(env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR / 'clinic.sqlite3'}"),
        # Set by manage.py: commands may take their time, and some of them make the database.
        timeouts=env.bool("DATABASE_TIMEOUTS", default=True),
        must_exist=env.bool("DATABASE_MUST_EXIST", default=True),
    )
}

REDIS_URL = env.str("REDIS_URL", default="")
CACHES = cache_settings(REDIS_URL)

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# What can be deleted at once when the disk is full; clinic_site/startup/disk_reserve.py.
DISK_RESERVE_BYTES = 0
STORAGES = {
    "default": media_storage(env.str("MEDIA_STORAGE_URL", default="")),
    "staticfiles": {"BACKEND": "clinic_site.storage.stylesheet.JoinedStylesheetStorage"},
}
# Pages name files by their hash only, and compressing each twice takes a first start ten seconds of CPU.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Django looks who may see media, so no web server reads them.
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# Browsers ask for /favicon.ico by itself, whatever the page says.
WHITENOISE_ROOT = BASE_DIR / "static" / "root"

# What is sealed with FIELD_KEYS outside the fields of models, for rotate_keys and keys_check.
# Which paths of this site a report of a mistake may be about.
IS_PUBLIC_PAGE = "content.robots_sitemap.is_public_page"
SEALED_ELSEWHERE = ["accounts.sign_in.mfa.encrypted_secrets.AuthenticatorSecrets"]

# Outside the database, so that an older one in its place is noticed; contact/maintenance/rollback_protection.py.
NEWEST_EVENT_FILE = DATA_DIR / "newest_event"

# The proxies that set X-Forwarded-For themselves. From anyone else the header is not believed.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=["127.0.0.0/8", "::1"])

# -- words and time ----------------------------------------------------------

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# -- mail ----------------------------------------------------------------------

SITE_URL = env.str("SITE_URL", default="http://localhost:8000")
STAFF_EMAIL = [address.strip() for address in env.list("STAFF_EMAIL", default=[])]
vars().update(env.email_url_config(env.str("EMAIL_URL", default="") or f"filemail:///{DATA_DIR / 'mail'}"))
# Whatever sends a mail stores it in the out-box, and nobody waits for a mail server; the mail worker sends it.
OUTBOX_EMAIL_BACKEND = EMAIL_BACKEND  # noqa: F405
if OUTBOX_EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend":
    OUTBOX_EMAIL_BACKEND = "contact.mail.smtp.VerifiedSMTPBackend"
EMAIL_BACKEND = "contact.mail.outbox.OutboxBackend"
# Whose certificates are believed; blank: whatever the system trusts.
EMAIL_CA_FILE = env.str("EMAIL_CA_FILE", default="")
# A mail server that stays silent, and one that goes on talking. Both end before the lease of a mail does.
EMAIL_TIMEOUT = 20
EMAIL_CONVERSATION_SECONDS = 60

# -- what browsers are told ------------------------------------------------------

SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" would break the origin check of posted forms
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "sid"
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "clinic_site.http.error_views.csrf_failure"

# -- forms -----------------------------------------------------------------------

CRISPY_ALLOWED_TEMPLATE_PACKS = ["clinic"]
CRISPY_TEMPLATE_PACK = "clinic"
CRISPY_FAIL_SILENTLY = False  # otherwise a misspelt field is left out of the form without a word

# What one request may hold (clinic_site/http/middleware.py). A block of the editor sends up to a hundred fields;
# nginx turns away what has more than 12 MB.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 50_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024**2
MOST_FIELDS_OF_VISITORS = 1000
MOST_BYTES_OF_VISITORS = 2_621_440

# -- the page editor ---------------------------------------------------------------

# Whether a second person has to approve what somebody wrote, before visitors read it.
FOUR_EYES = env.bool("FOUR_EYES", default=True)
# Whether starter pages about medicine are public, with a note, before a clinician has signed them. A new site only:
# what is live stays live. Asked by content.starter.loader.
UNSIGNED_PAGES_ARE_PUBLIC = env.bool("UNSIGNED_PAGES_ARE_PUBLIC", default=True)
# After saving by itself Wagtail 7.4 counts as saved what was pasted in the meantime, so nothing is saved by itself.
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAIL_SITE_NAME = "Clinic pages"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = "account_login"
# A password that several people share can be guessed without limit, and nobody knows who has it.
WAGTAIL_PRIVATE_PAGE_OPTIONS = WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_USER_TIME_ZONES = []  # everybody edits in the clinic's, see clinic_site/http/middleware.py
# These two would send staff browsers to other people's servers.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# Photos: which are taken, and what they are freed of before they are stored (content/images/photos.py).
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "heic", "heif", "png", "webp", "avif", "gif"]
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "content.images.uploads.PhotoForm"
# What contact takes from the other apps, since it imports none of them (contact/app_settings.py).
CONTACT = {"CLEAN_PHOTO": "content.images.photos.clean_photo"}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "content.editor.search_backend"}}

# -- logs --------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        # Who changed which page is kept in the editor's own history.
        "wagtail": {"level": "WARNING"},
        # One line for every page that is indexed says nothing to an operator.
        "django_tasks": {"level": "WARNING"},
        # Its lines name accounts by what was typed; accounts.sign_in says the same by number.
        "axes": {"level": "ERROR"},
        # It names passkeys.
        "fido2": {"level": "WARNING"},
    },
}
