"""Pauses sign-in after wrong tries: django-axes locks an account for one device or address for a while.

Each device in which somebody signed in before is counted separately, so nobody can lock a nurse out of her own device
by typing her name. All other devices share wider limits: one for each account, one for each address. The numbers are in
clinic_site/settings/accounts.py.
"""

from ipaddress import IPv6Address

from allauth.account.adapter import get_adapter
from allauth.core import context
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts import app_settings
from accounts.sign_in.backends import find_account
from accounts.sign_in.known_devices import device_of, is_known

# Counted separately: only somebody who knows the password gets as far as the code. No user name ends like this.
SECOND_STEP = " (second step)"


class PerDeviceHandler(AxesDatabaseHandler):
    def get_failures(self, request, credentials=None):
        failures = super().get_failures(request, credentials)
        if failures < settings.AXES_FAILURE_LIMIT and self.is_over_a_wider_limit(request, credentials):
            return settings.AXES_FAILURE_LIMIT
        return failures

    def is_over_a_wider_limit(self, request, credentials):
        if is_known(request, find_account(login_in(credentials))):
            return False
        of_account = recent_tries().filter(username=account_tried(request, credentials))
        of_address = recent_tries().filter(ip_address=request.axes_ip_address)
        return (
            failures_in(of_account) >= settings.FAILURES_PER_ACCOUNT
            or failures_in(of_address) >= settings.FAILURES_PER_ADDRESS
        )

    def reset_user_attempts(self, request, credentials=None):
        """A sign-in forgets what was tried from the same place, at both steps."""
        second = super().reset_user_attempts(request, credentials | {"step": SECOND_STEP})
        return second + super().reset_user_attempts(request, credentials)

    def reset_attempts(self, *, username=None, **kwargs):
        second = super().reset_attempts(username=username + SECOND_STEP, **kwargs) if username else 0
        return second + super().reset_attempts(username=username, **kwargs)


def recent_tries():
    return AccessAttempt.objects.filter(attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME)


def failures_in(tries):
    return tries.aggregate(failures=Sum("failures_since_start", default=0))["failures"]


def login_in(credentials):
    credentials = credentials or {}
    return str(credentials.get("username") or credentials.get("email") or "")


def account_tried(request, credentials):
    """The user name, whether it or the email was typed. What belongs to nobody may be a password: it is hashed."""
    user = find_account(login_in(credentials))
    name = user.get_username() if user else salted_hmac("tried account", login_in(credentials)).hexdigest()[:40]
    return name + (credentials or {}).get("step", "")


def client_ip(request):
    """The visitor's address, not the proxy's; of IPv6 only the network, which is what a household has."""
    # bandit takes it for an address to listen on; it stands for none.
    return app_settings.CLIENT_NETWORK(request).partition("/")[0] or "0.0.0.0"  # noqa: S104  # nosec B104


def source_of_tries(request):
    """The device, or else the address: hashed with the site's key into what fits a column for addresses (fd00::/8)."""
    source = device_of(request) or client_ip(request)
    digest = salted_hmac("tried address", source, algorithm="sha256").digest()
    return str(IPv6Address(b"\xfd" + digest[:15]))


def locked_out(request, response=None, credentials=None):
    """The same page for accounts that exist and for those that do not."""
    page = render(request, "429.html", status=429)
    page["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
    return page


def credentials_of_second_step(user):
    return {"username": user.get_username(), "step": SECOND_STEP}


def limit_wrong_tries(user, check):
    """Calls `check` for a code or passkey of `user`. Wrong ones count; during a lockout the right one is refused."""
    request, credentials = context.request, credentials_of_second_step(user)
    if not AxesProxyHandler.is_allowed(request, credentials):
        request.axes_locked_out = True
        raise get_adapter().validation_error("too_many_login_attempts")
    try:
        return check()
    except ValidationError as error:
        if getattr(error, "code", None) != "expired_code":
            user_login_failed.send(sender=__name__, credentials=credentials, request=request)
        raise


def is_locked(user):
    """Whether sign-in to the account is paused somewhere."""
    return any(is_paused(user.get_username() + step) for step in ("", SECOND_STEP))


def is_paused(tried):
    tries = recent_tries().filter(username=tried)
    from_one_place = tries.values("ip_address").annotate(failures=Sum("failures_since_start"))
    return (
        failures_in(tries) >= settings.FAILURES_PER_ACCOUNT
        or from_one_place.filter(failures__gte=settings.AXES_FAILURE_LIMIT).exists()
    )


def unlock(user):
    """How many wrong tries were forgotten."""
    return reset(username=user.get_username())
