"""What happens when somebody signs in, tries to, or changes how they do. Log lines name accounts by number."""

import logging

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db.models.signals import post_init, pre_save
from django.dispatch import receiver
from django.utils import timezone

from accounts import app_settings
from accounts.sign_in import known_devices, sessions
from accounts.sign_in.lockout import SECOND_STEP, account_tried
from accounts.sign_in.mfa import encrypted_secrets, mfa_middleware, one_time_codes

log = logging.getLogger("accounts.sign_in")
# The account for the day when nobody else can sign in (docs/operating.md).
EMERGENCY_ACCOUNT = "break-glass"


def connect():
    user_logged_in.connect(sessions.start)
    user_logged_in.connect(known_devices.remember)
    for changed in [password_changed, password_set, password_reset, authenticator_added, authenticator_removed]:
        changed.connect(sessions.end_other_sessions)
    authenticator_added.connect(mfa_middleware.record_enrolment)
    authenticator_added.connect(one_time_codes.store_setup_step)
    authenticator_removed.connect(mfa_middleware.forget_second_factor)
    post_init.connect(encrypted_secrets.bind_secrets, sender=Authenticator)
    pre_save.connect(encrypted_secrets.refuse_secrets_of_others, sender=Authenticator)


@receiver(user_logged_in)
def log_sign_in(user, **kwargs):
    log.info("Account %s signed in.", user.pk)


@receiver(user_logged_in)
def raise_alarm(user, **kwargs):
    """Whoever uses the emergency account sets off an alarm: a line in the log, and a mail that is tried until sent."""
    if user.get_username() != EMERGENCY_ACCOUNT:
        return
    log.critical("The break-glass account signed in.")
    app_settings.WARN_STAFF(
        "The break-glass account was used",
        f"Somebody signed in with it at {timezone.now():%Y-%m-%d %H:%M} UTC.\n\n"
        "If you do not know why, disable it at once (Staff home, Users) and change the sealed envelope.\n",
    )


@receiver(user_login_failed)
def log_refusal(credentials, request=None, **kwargs):
    log.warning("A sign-in was refused: %s.", account_number(account_tried(request, credentials)))


@receiver(user_locked_out)
def log_lockout(username, **kwargs):
    log.warning("Sign-in is paused after too many wrong tries: %s.", account_number(username))


def account_number(tried):
    user = get_user_model().objects.filter(username=tried.removesuffix(SECOND_STEP)).first()
    return f"account {user.pk}" if user else "no such account"
