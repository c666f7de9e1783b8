"""Codes of the second factor: forms for them, and how each is checked and accepted once."""

import logging
import time
import unicodedata

from allauth.core import context
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt, is_mfa_enabled
from django.db import transaction
from django.utils.crypto import constant_time_compare

from accounts import app_settings
from accounts.sign_in.forms import StaffFormMixin
from accounts.sign_in.lockout import limit_wrong_tries

LAST_STEP = "last_step"
# Five minutes: a code typed that late opens nothing, but whoever knows it did not guess.
STEPS_THAT_ARE_NO_GUESS = 10

log = logging.getLogger("accounts.sign_in")


def normalize_code(typed):
    """ASCII digits for those of any keyboard, full-width ones too. Blanks and dashes are there for reading."""
    return "".join(
        str(unicodedata.decimal(sign, sign))
        for sign in unicodedata.normalize("NFKC", typed)
        if unicodedata.category(sign)[0] not in "CPZ"
    )


def use_code(user, code):
    """The app or the recovery codes of `user`, whichever this code is from; or None. The code is used up."""
    types = [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]
    for authenticator in Authenticator.objects.filter(user=user, type__in=types):
        try:
            if is_valid(authenticator, code):
                return authenticator
        except app_settings.UNDECRYPTABLE as problem:
            log.error("A second factor of account %s does not open: %s. See keys_check.", user.pk, problem)
    return None


def is_valid(authenticator, code):
    if authenticator.type == Authenticator.Type.TOTP:
        return use_step(authenticator, code)
    return authenticator.wrap().validate_code(code)


@transaction.atomic
def use_step(authenticator, code):
    """Whether the app shows this code now, or the clocks are one step apart (RFC 6238, 5.2). No step is used twice."""
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    step = step_of(decrypt(row.data["secret"]), code)
    if step is None:
        return False
    if step <= row.data.get(LAST_STEP, 0) or step < current_step() - mfa_settings.TOTP_TOLERANCE:
        raise get_adapter().validation_error("expired_code")
    store_step(row, step)
    return True


def step_of(secret, code):
    """The newest step whose code this is, of those that are accepted and those just over; or None."""
    now = current_step()
    for step in range(now + mfa_settings.TOTP_TOLERANCE, now - STEPS_THAT_ARE_NO_GUESS, -1):
        if constant_time_compare(code, format_hotp_value(hotp_value(secret, step))):
            return step
    return None


def current_step():
    return int(time.time()) // mfa_settings.TOTP_PERIOD


def store_step(row, step):
    row.data[LAST_STEP] = step
    row.save(update_fields=["data"])


def remember_setup_step(secret, code):
    """Remembers which code activated the app, until there is a row to store it in."""
    context.request.setup_step = step_of(secret, code)


def store_setup_step(request, authenticator, **kwargs):
    """Receiver of authenticator_added."""
    if authenticator.type == Authenticator.Type.TOTP and getattr(request, "setup_step", None):
        store_step(authenticator, request.setup_step)


class CodeFormMixin(StaffFormMixin):
    """A wrong code counts for the lockout. The right one is marked as used."""

    labels = {"code": "Code from your authenticator app, or a recovery code"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_mfa_enabled(self.user, [Authenticator.Type.TOTP]):
            self.fields["code"].label = "Recovery code"

    def clean_code(self):
        return limit_wrong_tries(self.user, self.check_code)

    def check_code(self):
        code = normalize_code(self.cleaned_data["code"])
        self.authenticator = use_code(self.user, code)
        if self.authenticator is None:
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(CodeFormMixin, base.AuthenticateForm):
    pass


class ReauthenticateForm(CodeFormMixin, base.ReauthenticateForm):
    pass


class ActivateTOTPForm(StaffFormMixin, totp.ActivateTOTPForm):
    labels = {"code": "Code from your authenticator app"}

    def clean_code(self):
        self.cleaned_data["code"] = normalize_code(self.cleaned_data["code"])
        code = super().clean_code()
        remember_setup_step(self.secret, code)
        return code
