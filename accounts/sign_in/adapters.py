"""How django-allauth behaves in a clinic: no sign-up, and second-factor secrets are stored encrypted."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.urls import reverse

from accounts import app_settings
from accounts.sign_in import known_devices
from accounts.sign_in.lockout import client_ip
from accounts.sign_in.mfa.encrypted_secrets import decrypt, encrypt
from accounts.sign_in.mfa.mfa_middleware import is_enrolling

REAUTHENTICATION_LABELS = {"mfa_reauthenticate": "Use a code", "mfa_reauthenticate:webauthn": "Use your passkey"}
# In place of the texts in django-allauth's templates. After a sign-in the staff home is answer enough.
MESSAGES = {
    "account/messages/logged_in.txt": "",
    "account/messages/password_changed.txt": "Your password is saved.",
    "mfa/messages/recovery_codes_generated.txt": "Here are your recovery codes. Only these work.",
    "mfa/messages/totp_activated.txt": "Your authenticator app is on. From now on sign-in asks for its code.",
    "mfa/messages/totp_deactivated.txt": "Your authenticator app is off.",
    "mfa/messages/webauthn_added.txt": "Your passkey is set up. From now on sign-in asks for it.",
    "mfa/messages/webauthn_removed.txt": "The passkey is removed.",
    "usersessions/messages/sessions_logged_out.txt": "You are signed out everywhere else.",
}


class StaffAccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "That user name or password is not right. Check both and try again.",
        "email_password_mismatch": "That email address or password is not right. Check both and try again.",
        "incorrect_password": "That password is not right.",
        "enter_current_password": "That is not your current password.",
        "too_many_login_attempts": "Too many wrong tries. Wait a few minutes, then try again.",
    }

    def is_open_for_signup(self, request):
        return False

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        if message_template not in MESSAGES:
            super().add_message(request, level, message_template, *args, **kwargs)
        elif MESSAGES[message_template]:
            messages.add_message(request, level, MESSAGES[message_template])

    def get_client_ip(self, request):
        """Behind the proxy all visitors would otherwise share its address, and its limits."""
        return client_ip(request)

    def get_reauthentication_methods(self, user):
        methods = super().get_reauthentication_methods(user)
        return [
            method | {"description": REAUTHENTICATION_LABELS.get(method["id"], method["description"])}
            for method in methods
        ]

    def is_reauthentication_required(self, *, app, **kwargs):
        return super().is_reauthentication_required(app=app, **kwargs) and not is_enrolling(context.request)

    def get_reset_password_from_key_url(self, key):
        """At the site's own address, whatever host the form was sent to."""
        uidb36, _, key = key.partition("-")
        return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": key})

    def format_email_subject(self, subject):
        """As it is written; allauth would put the host's name before it."""
        return subject


class StaffMFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code isn't right. Enter the one that your app shows now. If that one doesn't work "
        "either, check that your phone sets its time by itself.",
        "expired_code": "That code has run out or was used already. Wait until your app shows the next one.",
        "unverified_email": "Confirm your email address first, on the page Email.",
        "add_email_blocked": "Switch your second factor off before you add an email address.",
    }

    def encrypt(self, text):
        app_settings.CHECK_KEYS()
        return encrypt(text)

    def decrypt(self, encrypted_text):
        return decrypt(encrypted_text)

    def generate_authenticator_name(self, user, type):
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def _get_site_name(self):
        return apps.get_model("contact", "ClinicDetails").current().name


class StaffSessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions):
        super().end_sessions(sessions)
        known_devices.forget_others(context.request, context.request.user)
