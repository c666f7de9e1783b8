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

from accounts.sign_in import break_glass, codes, known_devices, sealed_secrets, time_outs
from accounts.sign_in.gate import forget_second_factor, note_first_factor
from accounts.sign_in.lock_out import account_tried, name_of
from accounts.sign_in.sessions import end_the_others

log = logging.getLogger("accounts.sign_in")


def connect():
    user_logged_in.connect(time_outs.start)
    user_logged_in.connect(known_devices.remember)
    user_logged_in.connect(break_glass.raise_alarm)
    for changed in [password_changed, password_set, password_reset, authenticator_added, authenticator_removed]:
        changed.connect(end_the_others)
    authenticator_added.connect(note_first_factor)
    authenticator_added.connect(codes.note_step_of_set_up)
    authenticator_removed.connect(forget_second_factor)
    post_init.connect(sealed_secrets.tell_where_they_stand, sender=Authenticator)
    pre_save.connect(sealed_secrets.refuse_secrets_of_others, sender=Authenticator)


@receiver(user_logged_in)
def note_sign_in(user, **kwargs):
    log.info("Account %s signed in.", user.pk)


@receiver(user_login_failed)
def note_refusal(credentials, request=None, **kwargs):
    log.warning("A sign-in was refused: %s.", in_numbers(account_tried(request, credentials)))


@receiver(user_locked_out)
def note_lock_out(username, **kwargs):
    log.warning("Sign-in is paused after too many wrong tries: %s.", in_numbers(username))


def in_numbers(tried):
    user = get_user_model().objects.filter(username=name_of(tried)).first()
    return f"account {user.pk}" if user else "no such account"
