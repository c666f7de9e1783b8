"""What is so everywhere. `local`, `production` and `test` each say only what differs."""

import os
from datetime import timedelta
from pathlib import Path

import environ

from clinic_site.caches import cache_settings
from clinic_site.databases import database_settings
from clinic_site.media.address import media_storage

# Nobody else on the machine reads what the site writes; clinic_site/file_permissions.py opens what is public.
os.umask(0o077)

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.FileAwareEnv()

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()

DEBUG = False
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
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "clinic_site.headers.ResponseHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.sign_in.failures.SayWhenNothingCanBeKept",
    "accounts.sign_in.known_devices.KnownDeviceCookie",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "accounts.sign_in.time_outs.TimeOuts",
    "accounts.sign_in.gate.StaffGate",
    "clinic_site.request_limits.RequestLimits",
    "clinic_site.clinic_time.ClinicTime",
    "content.baking.telling.TellOfOldPages",
    "content.editor_lock.OneEditorRequestAtATime",
    "content.refusals.SayWhyNotPublished",
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
                "contact.context.clinic_details",
                "content.context.navigation",
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
# Not in Redis: a session that is ended in the database would live on there, on every host.
SESSION_ENGINE = "django.contrib.sessions.backends.db"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": media_storage(env.str("MEDIA_STORAGE_URL", default="")),
    "staticfiles": {"BACKEND": "clinic_site.stylesheet.JoinedStylesheetStorage"},
}
# Django looks who may see media, so no web server reads them.
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# Browsers ask for /favicon.ico by itself, whatever the page says.
WHITENOISE_ROOT = BASE_DIR / "static" / "root"

# What is sealed with FIELD_KEYS outside the fields of models, for rotate_keys and keys_check.
SEALED_ELSEWHERE = ["accounts.sign_in.sealed_secrets.SecondFactorSecrets"]

# Outside the database, so that an older one in its place is noticed; contact/safeguards/newest_event.py.
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
OUTBOX_EMAIL_BACKEND = EMAIL_BACKEND  # noqa: F821
if OUTBOX_EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend":
    OUTBOX_EMAIL_BACKEND = "clinic_site.verified_mail.VerifiedMail"
EMAIL_BACKEND = "contact.stored_mail.OutboxBackend"
# Whose certificates are believed; blank: whatever the system trusts.
EMAIL_CA_FILE = env.str("EMAIL_CA_FILE", default="")
# A mail server that stays silent, and one that goes on talking. Both end before the lease of a mail does.
EMAIL_TIMEOUT = 20
EMAIL_CONVERSATION_SECONDS = 60

# -- sign-in -------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.sign_in.backends.StaffBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "accounts.sign_in.passwords.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.sign_in.passwords.NotPutTogetherFromCommonOnes"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "accounts.sign_in.adapters.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
# The link came by mail, and a second factor is still asked for. It is also the way in while passwords are paused.
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_FORMS = {
    "login": "accounts.sign_in.forms.SignInForm",
    "reauthenticate": "accounts.sign_in.forms.ConfirmWithPasswordForm",
    "change_password": "accounts.sign_in.forms.ChangePasswordForm",
    "set_password": "accounts.sign_in.forms.SetPasswordForm",
    "reset_password": "accounts.sign_in.forms.AskForPasswordResetForm",
    "reset_password_from_key": "accounts.sign_in.forms.ResetPasswordForm",
    "add_email": "accounts.sign_in.forms.AddEmailForm",
}
USERSESSIONS_ADAPTER = "accounts.sign_in.adapters.StaffSessionsAdapter"
MFA_ADAPTER = "accounts.sign_in.adapters.StaffMFAAdapter"
MFA_FORMS = {
    "authenticate": "accounts.sign_in.forms.GiveCodeForm",
    "reauthenticate": "accounts.sign_in.forms.ConfirmWithCodeForm",
    "activate_totp": "accounts.sign_in.forms.SwitchOnAppForm",
    "authenticate_webauthn": "accounts.sign_in.passkeys.GivePasskeyForm",
    "reauthenticate_webauthn": "accounts.sign_in.passkeys.ConfirmWithPasskeyForm",
    "add_webauthn": "accounts.sign_in.passkeys.AddPasskeyForm",
    "edit_webauthn": "accounts.sign_in.passkeys.RenamePasskeyForm",
}
# Whoever makes an account knows the address; unconfirmed ones would lock staff out of their second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Clocks may be one step apart: RFC 6238, 5.2. Each step is taken once, accounts/sign_in/codes.py.
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# After the password only. Holding the device is not enough: it must have asked for a fingerprint, a face or a PIN.
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_WEBAUTHN_USER_VERIFICATION = "required"
REQUIRE_MFA = env.bool("REQUIRE_MFA", default=False)

# Lock-out: five wrong tries for an account from a known device, or else from an address; and for devices that are not
# known, wider limits for one account and for one address. The database counts, so all workers agree.
AXES_HANDLER = "accounts.sign_in.lock_out.CountByDevice"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
FAILURES_PER_ACCOUNT = FAILURES_PER_ADDRESS = 30
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # otherwise trying again makes the wait longer
AXES_USERNAME_CALLABLE = "accounts.sign_in.lock_out.account_tried"
AXES_CLIENT_IP_CALLABLE = "accounts.sign_in.lock_out.source_of_tries"
AXES_LOCKOUT_CALLABLE = "accounts.sign_in.lock_out.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "code", "credential", "csrfmiddlewaretoken", "next"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# django-allauth's limits of sign-in know no devices: with them anybody could keep somebody else out.
# Past "reset_mail" the page answers as ever and no mail is sent: a refusal would let anybody keep others from theirs.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None, "reset_password": "20/m/ip", "reset_mail": "3/h/key"}
DEVICE_COOKIE_NAME = "device"

# Time-outs: of somebody who does nothing, and of everybody.
SESSION_IDLE_TIME = timedelta(minutes=15)
SESSION_LONGEST_TIME = timedelta(hours=12)
SESSION_COOKIE_AGE = 12 * 60 * 60
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60

# -- what browsers are told ------------------------------------------------------

SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" would break the origin check of posted forms
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "sid"
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "accounts.sign_in.rescue.csrf_failure"

# -- forms -----------------------------------------------------------------------

CRISPY_ALLOWED_TEMPLATE_PACKS = ["clinic"]
CRISPY_TEMPLATE_PACK = "clinic"
CRISPY_FAIL_SILENTLY = False  # otherwise a misspelt field is left out of the form without a word

# What one request may hold (clinic_site/request_limits.py). A block of the editor sends up to a hundred fields; nginx
# turns away what has more than 12 MB.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 50_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024**2
MOST_FIELDS_OF_VISITORS = 1000
MOST_BYTES_OF_VISITORS = 2_621_440

# -- the page editor ---------------------------------------------------------------

# Whether a second person has to approve what somebody wrote, before visitors read it.
FOUR_EYES = env.bool("FOUR_EYES", default=True)
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
WAGTAIL_USER_TIME_ZONES = []  # everybody edits in the clinic's, see clinic_site/clinic_time.py
# These two would send staff browsers to other people's servers.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# Photos: which are taken, and what they are freed of before they are stored (clinic_site/media/photos.py).
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "heic", "heif", "png", "webp", "avif", "gif"]
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "clinic_site.media.photo_form.PhotoForm"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "content.editor_search"}}

# -- baked pages -------------------------------------------------------------------

BAKED_DIR = DATA_DIR / "baked"
# What can be deleted at once when the disk is full; clinic_site/spare_room.py.
SPARE_ROOM_BYTES = 0
# A safety net for changes that nothing announces, such as those made by hand in the database.
BAKED_FOR_SECONDS = 10 * 60
MOST_BAKED_IN_MEMORY = 2000
NEVER_BAKED = ["/admin/", "/cms/", "/accounts/", "/static/", "/media/"]
# What readers see on pages besides the pages themselves: whoever saves one of these makes all pages anew.
SHOWN_ON_PAGES = [
    "contact.ClinicDetails",
    "contact.CrisisHelp",
    "contact.Holiday",
    "contact.OpeningHours",
    "content.PublishedChange",
    "content.Source",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.Site",
    "wagtailimages.Image",
    "wagtailredirects.Redirect",
]
# What pages are made of besides the database: a release that changes any of it makes all pages anew.
BAKED_FROM = [
    *(BASE_DIR / name for name in ("accounts", "clinic_site", "contact", "content", "templates", "requirements.txt")),
    STATIC_ROOT / "staticfiles.json",
]
BAKED_WITH_SETTINGS = ["ALLOWED_HOSTS", "SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT", "SITE_URL"]

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
