"""Makes the account for the day when nobody else can sign in, or gives it new secrets."""

import secrets

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.people.account_actions import link_for
from accounts.sign_in.lockout import unlock
from accounts.sign_in.sessions import end_sessions
from accounts.sign_in.signals import EMERGENCY_ACCOUNT


class Command(BaseCommand):
    help = "Make the break-glass account, or give it a new password and a new second factor. Shown only this once."

    @transaction.atomic
    def handle(self, **options):
        account, _ = get_user_model().objects.get_or_create(username=EMERGENCY_ACCOUNT)
        password = secrets.token_urlsafe(24)
        account.is_staff = account.is_superuser = account.is_active = True
        account.set_password(password)
        account.save()
        end_sessions(account)
        unlock(account)
        codes = self.new_second_factor(account)
        self.stdout.write(
            "Print this, seal it in an envelope and lock it away. It is shown only this once.\n\n"
            f"  user name       {EMERGENCY_ACCOUNT}\n  password        {password}\n"
            f"  recovery codes  {' '.join(codes)}\n\n"
            "Each recovery code works once. Signing in with the account is written to the log and mailed to the staff. "
            "While somebody's guesses have paused sign-in, this link, once and within 24 hours, takes the place of the "
            f"password:\n\n  {link_for(account)}"
        )

    def new_second_factor(self, account):
        """The secret of the app is thrown away: there is no phone to lose, only the codes in the envelope."""
        Authenticator.objects.filter(user=account).delete()
        TOTP.activate(account, generate_totp_secret())
        return RecoveryCodes.activate(account).get_unused_codes()
