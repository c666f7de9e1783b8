"""The forms of the account pages in the clinic's words: labels say what to type, nothing repeats them."""

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.password_reset import request_password_reset
from allauth.account.models import EmailAddress
from allauth.core import context, ratelimit
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.utils import is_mfa_enabled
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms import CharField, JSONField, PasswordInput

from accounts.sign_in.codes import authenticator_that_takes, digits_of, give_step
from accounts.sign_in.lock_out import count_wrong_code, credentials_of_second_step
from contact.stored_mail import NOBODY

CODE = "Code from your authenticator app"
ANY_CODE = "Code from your authenticator app, or a recovery code"
RECOVERY_CODE = "Recovery code"
AGAIN = "New password again"
WHAT_PASSES = "At least 15 characters. Three or four words that do not belong together are easy to remember."
# What anybody can send before signing in. An address has 254 characters at most.
LONGEST_TEXT = 254
# New ones are shorter (passwords.py), but whoever chose a long one before keeps it.
LONGEST_PASSWORD_GIVEN = 4096
TOO_LONG = "That's too long. Check what you pasted."


def limit_length(field):
    longest = LONGEST_PASSWORD_GIVEN if isinstance(field.widget, PasswordInput) else LONGEST_TEXT
    # What a passkey sends has its own (passkeys.py).
    if isinstance(field, CharField) and not isinstance(field, JSONField):
        field.validators.append(MaxLengthValidator(longest, TOO_LONG))


class PlainWords:
    """Beside its words, each field gets a limit. Not as `maxlength`: a browser would cut what is pasted, unseen."""

    words = {}
    hints = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.words.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            limit_length(field)


class SignInForm(PlainWords, account.LoginForm):
    words = {"login": "User name or email"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"

    def login(self, request, redirect_url=None):
        """The session is saved here, where it can still be said that it cannot be."""
        response = super().login(request, redirect_url)
        request.session.save()
        return response


class ConfirmWithPasswordForm(PlainWords, account.ReauthenticateForm):
    words = {"password": "Password"}


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):
    words = {"oldpassword": "Current password", "password1": "New password", "password2": AGAIN}
    hints = {"password1": WHAT_PASSES}


class SetPasswordForm(PlainWords, account.SetPasswordForm):
    words = {"password1": "New password", "password2": AGAIN}
    hints = {"password1": WHAT_PASSES}


class AskForPasswordResetForm(PlainWords, account.ResetPasswordForm):
    words = {"email": "Email address of your account"}

    def save(self, request, **kwargs):
        """Takes the same steps whether or not an account has the address: how long it takes tells nothing."""
        email = self.cleaned_data["email"]
        within_limit = ratelimit.consume(request, action="reset_mail", key=email.lower())
        to = email if self.users and within_limit else NOBODY
        request_password_reset(request, to, self.users or [nobody(email)], account.default_token_generator)
        return email


def nobody(email):
    """Stands in for the account that an unknown address has not got."""
    user = get_user_model()(pk=0)
    user.set_unusable_password()
    # What django-allauth asks about an account that has an address.
    EmailAddress.objects.filter(user_id=user.pk, email=email).exists()
    return user


class ResetPasswordForm(PlainWords, account.ResetPasswordKeyForm):
    words = {"password1": "New password", "password2": AGAIN}
    hints = {"password1": WHAT_PASSES}


class AddEmailForm(PlainWords, account.AddEmailForm):
    words = {"email": "Email address"}


def counted(user, check):
    """Wrong tries count for the lock-out, and while it lasts the right one does not help."""
    request = context.request
    if not AxesProxyHandler.is_allowed(request, credentials_of_second_step(user)):
        request.axes_locked_out = True
        raise get_adapter().validation_error("too_many_login_attempts")
    try:
        return check()
    except ValidationError as error:
        if getattr(error, "code", None) != "expired_code":
            count_wrong_code(request, user)
        raise


class CountedCode:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_mfa_enabled(self.user, [Authenticator.Type.TOTP]):
            self.fields["code"].label = RECOVERY_CODE

    def clean_code(self):
        return counted(self.user, self.look_at_code)

    def look_at_code(self):
        code = digits_of(self.cleaned_data["code"])
        self.authenticator = authenticator_that_takes(self.user, code)
        if self.authenticator is None:
            raise get_mfa_adapter().validation_error("incorrect_code")
        return code


class GiveCodeForm(CountedCode, PlainWords, mfa.AuthenticateForm):
    words = {"code": ANY_CODE}


class ConfirmWithCodeForm(CountedCode, PlainWords, mfa.ReauthenticateForm):
    words = {"code": ANY_CODE}


class SwitchOnAppForm(PlainWords, totp.ActivateTOTPForm):
    words = {"code": CODE}

    def clean_code(self):
        self.cleaned_data["code"] = digits_of(self.cleaned_data["code"])
        code = super().clean_code()
        give_step(self.secret, code)
        return code
