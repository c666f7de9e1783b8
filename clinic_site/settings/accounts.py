"""Staff accounts: sign-in, the second factor, lockout and time-outs."""

from datetime import timedelta

from .environment import env

# What accounts takes from the other apps, since it imports none of them (accounts/app_settings.py).
ACCOUNTS = {
    "CHECK_KEYS": "contact.encryption.require_right_keys",
    "CLEAN_ADDRESS": "contact.clinic.email_addresses.trimmed",
    "CLEAN_TEXT": "contact.clinic.plain_text.bare_text",
    "CLIENT_NETWORK": "contact.requests.submission_checks.sender_of",
    "DECRYPT": "contact.encryption.unseal",
    "DISCARDED_ADDRESS": "contact.mail.outbox.NOBODY",
    "ENCRYPT": "contact.encryption.seal",
    "UNDECRYPTABLE": "contact.encryption.CannotOpen",
    "WARN_STAFF": "contact.mail.outbox.warn_staff",
}

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.sign_in.backends.StaffBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "accounts.sign_in.password_validation.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.sign_in.password_validation.JoinedCommonPasswordsValidator"},
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
    "login": "accounts.sign_in.forms.LoginForm",
    "reauthenticate": "accounts.sign_in.forms.ReauthenticateForm",
    "change_password": "accounts.sign_in.forms.ChangePasswordForm",
    "set_password": "accounts.sign_in.forms.SetPasswordForm",
    "reset_password": "accounts.sign_in.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.sign_in.forms.ResetPasswordKeyForm",
    "add_email": "accounts.sign_in.forms.AddEmailForm",
}
USERSESSIONS_ADAPTER = "accounts.sign_in.adapters.StaffSessionsAdapter"
MFA_ADAPTER = "accounts.sign_in.adapters.StaffMFAAdapter"
MFA_FORMS = {
    "authenticate": "accounts.sign_in.mfa.one_time_codes.AuthenticateForm",
    "reauthenticate": "accounts.sign_in.mfa.one_time_codes.ReauthenticateForm",
    "activate_totp": "accounts.sign_in.mfa.one_time_codes.ActivateTOTPForm",
    "authenticate_webauthn": "accounts.sign_in.mfa.passkeys.AuthenticatePasskeyForm",
    "reauthenticate_webauthn": "accounts.sign_in.mfa.passkeys.ReauthenticatePasskeyForm",
    "add_webauthn": "accounts.sign_in.mfa.passkeys.AddPasskeyForm",
    "edit_webauthn": "accounts.sign_in.mfa.passkeys.EditPasskeyForm",
}
# Whoever makes an account knows the address; unconfirmed ones would lock staff out of their second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Clocks may be one step apart: RFC 6238, 5.2. Each step is taken once, accounts/sign_in/mfa/one_time_codes.py.
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# After the password only. Holding the device is not enough: it must have asked for a fingerprint, a face or a PIN.
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_WEBAUTHN_USER_VERIFICATION = "required"
REQUIRE_MFA = env.bool("REQUIRE_MFA", default=False)

# Lock-out: five wrong tries for an account from a known device, or else from an address; and for devices that are not
# known, wider limits for one account and for one address. The database counts, so all workers agree.
AXES_HANDLER = "accounts.sign_in.lockout.PerDeviceHandler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
FAILURES_PER_ACCOUNT = FAILURES_PER_ADDRESS = 30
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # otherwise trying again makes the wait longer
AXES_USERNAME_CALLABLE = "accounts.sign_in.lockout.account_tried"
AXES_CLIENT_IP_CALLABLE = "accounts.sign_in.lockout.source_of_tries"
AXES_LOCKOUT_CALLABLE = "accounts.sign_in.lockout.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "code", "credential", "csrfmiddlewaretoken", "next"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# django-allauth's limits of sign-in know no devices: with them anybody could keep somebody else out.
# Past "reset_mail" the page answers as ever and no mail is sent: a refusal would let anybody keep others from theirs.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None, "reset_password": "20/m/ip", "reset_mail": "3/h/key"}
DEVICE_COOKIE_NAME = "device"

# Not in Redis: a session that is ended in the database would live on there, on every host.
SESSION_ENGINE = "accounts.sign_in.sessions"
# Time-outs: of somebody who does nothing, and of everybody.
SESSION_IDLE_TIME = timedelta(minutes=15)
SESSION_LONGEST_TIME = timedelta(hours=12)
SESSION_COOKIE_AGE = 12 * 60 * 60
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
