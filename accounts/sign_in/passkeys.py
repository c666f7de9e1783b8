"""Passkeys, as a second factor after the password. What a browser hands over may come from anybody."""

import struct
from contextlib import contextmanager

from allauth.core import context
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from fido2.utils import websafe_decode
from fido2.webauthn import CollectedClientData

from accounts.sign_in.forms import PlainWords, counted

REFUSED = "That passkey did not work. Try again, or use a code instead."
NAME = "Name of this passkey"
LONGEST_NAME = 60
# django-allauth stores all that was sent.
LONGEST_CREDENTIAL = 20_000
# What the parsers raise over bytes that no authenticator made.
NOT_A_PASSKEY = (ValueError, TypeError, LookupError, AttributeError, AssertionError, RuntimeError, struct.error)


@contextmanager
def refusing_what_is_no_passkey():
    try:
        yield
    except ValidationError as error:
        if getattr(error, "code", None) != "incorrect_code":
            raise
        raise ValidationError(REFUSED, code="passkey_refused") from error
    except NOT_A_PASSKEY as error:
        raise ValidationError(REFUSED, code="passkey_refused") from error


def refuse_another_origin(credential):
    """fido2 takes any host below ours, too; a page there could pass on what somebody does here."""
    request = context.request
    client_data = CollectedClientData(websafe_decode(credential["response"]["clientDataJSON"]))
    if client_data.origin != f"{request.scheme}://{request.get_host()}":
        raise ValueError("This was made for another site.")


class CredentialField(forms.JSONField):
    """Its hidden input is always empty on the page: what was sent answers a challenge that is over."""

    widget = forms.HiddenInput
    default_error_messages = {"required": REFUSED, "invalid": REFUSED}

    def bound_data(self, data, initial):
        return None

    def prepare_value(self, value):
        return ""

    def to_python(self, value):
        if value and len(value) > LONGEST_CREDENTIAL:
            raise ValidationError(REFUSED, code="passkey_refused")
        with refusing_what_is_no_passkey():
            return super().to_python(value)


class AddPasskeyForm(PlainWords, webauthn.AddWebAuthnForm):
    credential = CredentialField()
    words = {"name": NAME}
    hints = {"name": "So that you know it in a list, such as My phone."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["maxlength"] = LONGEST_NAME

    def clean_name(self):
        """The device has made the passkey already: no name is a reason to refuse it."""
        return super().clean_name()[:LONGEST_NAME]

    def clean(self):
        with refusing_what_is_no_passkey():
            if self.cleaned_data.get("credential"):
                refuse_another_origin(self.cleaned_data["credential"])
            return super().clean()


class RenamePasskeyForm(PlainWords, webauthn.EditWebAuthnForm):
    name = forms.CharField(max_length=LONGEST_NAME)
    words = {"name": NAME}


class CountedPasskey:
    """Wrong passkeys count for the lock-out like wrong codes, and while it lasts the right one does not help."""

    def clean_credential(self):
        return counted(self.user, self.look_at_credential)

    def look_at_credential(self):
        with refusing_what_is_no_passkey():
            refuse_another_origin(self.cleaned_data["credential"])
            return super().clean_credential()


class GivePasskeyForm(CountedPasskey, webauthn.AuthenticateWebAuthnForm):
    credential = CredentialField()


class ConfirmWithPasskeyForm(CountedPasskey, webauthn.ReauthenticateWebAuthnForm):
    credential = CredentialField()
