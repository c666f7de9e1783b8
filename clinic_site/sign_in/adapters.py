"""How django-allauth behaves in a clinic: no sign-up, and second-factor secrets are stored encrypted."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

from contact.models import ClinicDetails
from contact.models.encryption import seal, unseal

MFA_SECRETS = "second factor"


class StaffAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False


class StaffMFAAdapter(DefaultMFAAdapter):
    def encrypt(self, text):
        return seal(text, about=MFA_SECRETS)

    def decrypt(self, encrypted_text):
        return unseal(encrypted_text, about=MFA_SECRETS)

    def _get_site_name(self):
        return ClinicDetails.current().name
