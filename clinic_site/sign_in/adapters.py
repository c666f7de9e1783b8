"""How django-allauth behaves in a clinic: no sign-up, and second-factor secrets are stored encrypted."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator

from clinic_site.sign_in.addresses import address_of
from contact.models import ClinicDetails
from contact.models.encryption import require_right_keys, seal, unseal

MFA_SECRETS = "second factor"
CONFIRM_BY = {"mfa_reauthenticate": "Use a code", "mfa_reauthenticate:webauthn": "Use your passkey"}


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

    def get_client_ip(self, request):
        """Behind the proxy all visitors would otherwise share its address, and its limits."""
        return address_of(request)

    def get_reauthentication_methods(self, user):
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": CONFIRM_BY.get(method["id"], method["description"])} for method in methods]

    def format_email_subject(self, subject):
        """As it is written; allauth would put the host's name before it."""
        return subject


class StaffMFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right. Wait for the next one and enter it.",
        "unverified_email": "Confirm your email address first, on the page Email.",
        "add_email_blocked": "Switch your second factor off before you add an email address.",
    }

    def encrypt(self, text):
        require_right_keys()
        return seal(text, about=MFA_SECRETS)

    def decrypt(self, encrypted_text):
        return unseal(encrypted_text, about=MFA_SECRETS)

    def generate_authenticator_name(self, user, type):
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def _get_site_name(self):
        return ClinicDetails.current().name
