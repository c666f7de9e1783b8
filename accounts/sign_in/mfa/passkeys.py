"""Passkeys as a second factor after the password: forms and views. What a browser sends may come from anybody."""

import struct
from contextlib import contextmanager

from allauth.core import context
from allauth.mfa.webauthn import forms as webauthn
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView
from django import forms
from django.core.exceptions import ValidationError
from fido2.utils import websafe_decode
from fido2.webauthn import CollectedClientData

from accounts.sign_in.forms import StaffFormMixin
from accounts.sign_in.lockout import limit_wrong_tries

REFUSED = "That passkey did not work. Try again, or use a code instead."
NAME_LABEL = "Name of this passkey"
# Enough for a few words, such as “My phone at work”.
LONGEST_NAME = 60
# django-allauth stores all that was sent.
LONGEST_CREDENTIAL = 20_000
# What the parsers raise for bytes that no authenticator made.
PARSER_ERRORS = (ValueError, TypeError, LookupError, AttributeError, AssertionError, RuntimeError, struct.error)


@contextmanager
def refusing_invalid_passkeys():
    try:
        yield
    except ValidationError as error:
        if getattr(error, "code", None) != "incorrect_code":
            raise
        raise ValidationError(REFUSED, code="passkey_refused") from error
    except PARSER_ERRORS as error:
        raise ValidationError(REFUSED, code="passkey_refused") from error


def check_origin(credential):
    """fido2 accepts subdomains too; a page there could pass on what somebody does here."""
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
        with refusing_invalid_passkeys():
            return super().to_python(value)


class AddPasskeyForm(StaffFormMixin, webauthn.AddWebAuthnForm):
    credential = CredentialField()
    labels = {"name": NAME_LABEL}
    help_texts = {"name": "So that you know it in a list, such as My phone."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["maxlength"] = LONGEST_NAME

    def clean_name(self):
        """The device has made the passkey already: no name is a reason to refuse it."""
        return super().clean_name()[:LONGEST_NAME]

    def clean(self):
        with refusing_invalid_passkeys():
            if self.cleaned_data.get("credential"):
                check_origin(self.cleaned_data["credential"])
            return super().clean()


class EditPasskeyForm(StaffFormMixin, webauthn.EditWebAuthnForm):
    name = forms.CharField(max_length=LONGEST_NAME)
    labels = {"name": NAME_LABEL}


class PasskeyFormMixin:
    """A wrong passkey counts for the lockout, like a wrong code."""

    def clean_credential(self):
        return limit_wrong_tries(self.user, self.check_credential)

    def check_credential(self):
        with refusing_invalid_passkeys():
            check_origin(self.cleaned_data["credential"])
            return super().clean_credential()


class AuthenticatePasskeyForm(PasskeyFormMixin, webauthn.AuthenticateWebAuthnForm):
    credential = CredentialField()


class ReauthenticatePasskeyForm(PasskeyFormMixin, webauthn.ReauthenticateWebAuthnForm):
    credential = CredentialField()


class KeepFormMixin:
    """For views of django-allauth that lose what went wrong on them."""

    def get_context_data(self, **kwargs):
        """Without it a second form is shown, and checked once more, against the next challenge."""
        return super().get_context_data(**kwargs) | kwargs


class AddPasskeyView(KeepFormMixin, AddWebAuthnView):
    pass


class ReauthenticatePasskeyView(KeepFormMixin, ReauthenticateWebAuthnView):
    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form))
