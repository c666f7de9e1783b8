"""The forms of the account pages, for passwords and addresses. Those of the second factor are in mfa/."""

from allauth.account import forms as account
from allauth.account.internal.flows.password_reset import request_password_reset
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.contrib.auth import get_user_model
from django.core.validators import MaxLengthValidator
from django.forms import CharField, EmailField, JSONField, PasswordInput

from accounts import app_settings

NEW_PASSWORD_LABELS = {"password1": "New password", "password2": "New password again"}
NEW_PASSWORD_HELP = {
    "password1": "At least 15 characters. Three or four words that do not belong together are easy to remember."
}
# What anybody can send before signing in. An address has 254 characters at most.
LONGEST_TEXT = 254
# New ones are shorter (password_validation.py), but whoever chose a long one before keeps it.
LONGEST_OLD_PASSWORD = 4096
TOO_LONG = "That's too long. Check what you pasted."


def clean_up(field):
    """Takes out what nobody sees, and what was pasted around an address. Passwords stay as they were typed."""
    if not isinstance(field, CharField) or isinstance(field, JSONField) or isinstance(field.widget, PasswordInput):
        return
    clean = field.clean
    tidy = app_settings.CLEAN_ADDRESS if isinstance(field, EmailField) else app_settings.CLEAN_TEXT
    field.clean = lambda value: clean(tidy(value or ""))


def limit_length(field):
    longest = LONGEST_OLD_PASSWORD if isinstance(field.widget, PasswordInput) else LONGEST_TEXT
    # What a passkey sends has a limit of its own (mfa/passkeys.py).
    if isinstance(field, CharField) and not isinstance(field, JSONField):
        field.validators.append(MaxLengthValidator(longest, TOO_LONG))


class StaffFormMixin:
    """Labels and help texts in the clinic's words, no placeholders, and a limit of length for each field.

    The limit is not in the HTML as `maxlength`: a browser would cut what is pasted, and nobody would see it.
    """

    labels = {}
    help_texts = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.help_texts.get(name, "")
            limit_length(field)
            clean_up(field)


class LoginForm(StaffFormMixin, account.LoginForm):
    labels = {"login": "User name or email"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"

    def login(self, request, redirect_url=None):
        """Saves the session here, where a failure to save it can still be answered with a page."""
        response = super().login(request, redirect_url)
        request.session.save()
        return response


class ReauthenticateForm(StaffFormMixin, account.ReauthenticateForm):
    labels = {"password": "Password"}


class ChangePasswordForm(StaffFormMixin, account.ChangePasswordForm):
    labels = {"oldpassword": "Current password"} | NEW_PASSWORD_LABELS
    help_texts = NEW_PASSWORD_HELP


class SetPasswordForm(StaffFormMixin, account.SetPasswordForm):
    labels = NEW_PASSWORD_LABELS
    help_texts = NEW_PASSWORD_HELP


class ResetPasswordForm(StaffFormMixin, account.ResetPasswordForm):
    labels = {"email": "Email address of your account"}

    def save(self, request, **kwargs):
        """Takes the same steps whether or not an account has the address, so that the time taken tells nothing."""
        email = self.cleaned_data["email"]
        within_limit = ratelimit.consume(request, action="reset_mail", key=email.lower())
        to = email if self.users and within_limit else app_settings.DISCARDED_ADDRESS
        request_password_reset(
            request, to, self.users or [account_without_address(email)], account.default_token_generator
        )
        return email


def account_without_address(email):
    """Takes the place of the account that an unknown address does not have."""
    user = get_user_model()(pk=0)
    user.set_unusable_password()
    # What django-allauth asks about an account that has an address.
    EmailAddress.objects.filter(user_id=user.pk, email=email).exists()
    return user


class ResetPasswordKeyForm(StaffFormMixin, account.ResetPasswordKeyForm):
    labels = NEW_PASSWORD_LABELS
    help_texts = NEW_PASSWORD_HELP


class AddEmailForm(StaffFormMixin, account.AddEmailForm):
    labels = {"email": "Email address"}
