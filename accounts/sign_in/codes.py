"""Codes of the second factor: read as people type them, and each taken once."""

import logging
import time
import unicodedata

from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.db import transaction
from django.utils.crypto import constant_time_compare

from contact.models.encryption import CannotOpen

LAST_STEP = "last_step"
# Five minutes: a code typed that late opens nothing, but whoever knows it did not guess.
STEPS_THAT_ARE_NO_GUESS = 10

log = logging.getLogger("accounts.sign_in")


def digits_of(typed):
    """Plain digits for those of any keyboard, full-width ones too. Blanks and dashes are there for reading."""
    return "".join(
        str(unicodedata.decimal(sign, sign))
        for sign in unicodedata.normalize("NFKC", typed)
        if unicodedata.category(sign)[0] not in "CPZ"
    )


def authenticator_that_takes(user, code):
    """The app or the recovery codes of `user`, whichever this code is from; or None."""
    types = [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]
    for authenticator in Authenticator.objects.filter(user=user, type__in=types):
        try:
            if takes(authenticator, code):
                return authenticator
        except CannotOpen as problem:
            log.error("A second factor of account %s does not open: %s. See keys_check.", user.pk, problem)
    return None


def takes(authenticator, code):
    if authenticator.type == Authenticator.Type.TOTP:
        return take_step(authenticator, code)
    return authenticator.wrap().validate_code(code)


@transaction.atomic
def take_step(authenticator, code):
    """Whether the app shows this code now, or the clocks are one step apart (RFC 6238, 5.2). No step is taken twice."""
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    step = step_of(decrypt(row.data["secret"]), code)
    if step is None:
        return False
    if step <= row.data.get(LAST_STEP, 0) or step < current_step() - app_settings.TOTP_TOLERANCE:
        raise get_adapter().validation_error("expired_code")
    note_step(row, step)
    return True


def step_of(secret, code):
    """The newest step whose code this is, of those that may be taken and those just gone; or None."""
    now = current_step()
    for step in range(now + app_settings.TOTP_TOLERANCE, now - STEPS_THAT_ARE_NO_GUESS, -1):
        if constant_time_compare(code, format_hotp_value(hotp_value(secret, step))):
            return step
    return None


def current_step():
    return int(time.time()) // app_settings.TOTP_PERIOD


def note_step(row, step):
    row.data[LAST_STEP] = step
    row.save(update_fields=["data"])


def give_step(secret, code):
    """Remembers which code switched the app on, until there is a row to write it to."""
    context.request.step_of_set_up = step_of(secret, code)


def note_step_of_set_up(request, authenticator, **kwargs):
    """Receiver of authenticator_added."""
    if authenticator.type == Authenticator.Type.TOTP and getattr(request, "step_of_set_up", None):
        note_step(authenticator, request.step_of_set_up)
