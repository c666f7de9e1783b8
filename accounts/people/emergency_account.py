"""The account for the day when nobody else can sign in (docs/operating.md). Whoever uses it sets off an alarm."""

import logging

from django.utils import timezone

from accounts import app_settings

USERNAME = "break-glass"
log = logging.getLogger("accounts.sign_in")


def raise_alarm(user, **kwargs):
    """Receiver of user_logged_in: a line in the log, and a mail that is tried until it is sent."""
    if user.get_username() != USERNAME:
        return
    log.critical("The break-glass account signed in.")
    app_settings.WARN_STAFF(
        "The break-glass account was used",
        f"Somebody signed in with it at {timezone.now():%Y-%m-%d %H:%M} UTC.\n\n"
        "If you do not know why, disable it at once (Staff home, Users) and change the sealed envelope.\n",
    )
