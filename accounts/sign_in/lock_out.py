"""After wrong tries for one account from one device or address, django-axes locks that pair for a while.

Devices in which somebody signed in before are counted apart, each by itself, so nobody can keep a nurse out of hers
by typing her name. All others share wider limits: one for each account, one for each address.
"""

from ipaddress import IPv6Address

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import Sum
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.sign_in.addresses import address_of
from accounts.sign_in.backends import find_account
from accounts.sign_in.known_devices import device_of, is_known

# Counted by itself: only who knows the password gets as far as the code. No user name ends like this.
SECOND_STEP = " (second step)"


class CountByDevice(AxesDatabaseHandler):
    def get_failures(self, request, credentials=None):
        failures = super().get_failures(request, credentials)
        if failures < settings.AXES_FAILURE_LIMIT and self.is_over_a_wider_limit(request, credentials):
            return settings.AXES_FAILURE_LIMIT
        return failures

    def is_over_a_wider_limit(self, request, credentials):
        if is_known(request, account_of(credentials)):
            return False
        of_account = recent_tries().filter(username=account_tried(request, credentials))
        of_address = recent_tries().filter(ip_address=request.axes_ip_address)
        return (
            failures_in(of_account) >= settings.FAILURES_PER_ACCOUNT
            or failures_in(of_address) >= settings.FAILURES_PER_ADDRESS
        )

    def reset_user_attempts(self, request, credentials=None):
        """A sign-in forgets what was tried from the same place, at both steps."""
        second = super().reset_user_attempts(request, at_second_step(credentials))
        return second + super().reset_user_attempts(request, credentials)

    def reset_attempts(self, *, username=None, **kwargs):
        second = super().reset_attempts(username=username + SECOND_STEP, **kwargs) if username else 0
        return second + super().reset_attempts(username=username, **kwargs)


def recent_tries():
    return AccessAttempt.objects.filter(attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME)


def failures_in(tries):
    return tries.aggregate(failures=Sum("failures_since_start", default=0))["failures"]


def account_of(credentials):
    return find_account(typed_in(credentials))


def typed_in(credentials):
    credentials = credentials or {}
    return str(credentials.get("username") or credentials.get("email") or "")


def account_tried(request, credentials):
    """The user name, whether it or the email was typed. What belongs to nobody may be a password: it is hashed."""
    user = account_of(credentials)
    name = user.get_username() if user else salted_hmac("tried account", typed_in(credentials)).hexdigest()[:40]
    return name + (credentials or {}).get("step", "")


def name_of(tried):
    return tried.removesuffix(SECOND_STEP)


def at_second_step(credentials):
    return credentials | {"step": SECOND_STEP}


def source_of_tries(request):
    """The device, or else the address: hashed with the site's key into what fits a column for addresses (fd00::/8)."""
    source = device_of(request) or address_of(request)
    digest = salted_hmac("tried address", source, algorithm="sha256").digest()
    return str(IPv6Address(b"\xfd" + digest[:15]))


def locked_out(request, response=None, credentials=None):
    """The same page for accounts that exist and for those that do not."""
    page = render(request, "429.html", status=429)
    page["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
    return page


def credentials_of_second_step(user):
    return at_second_step({"username": user.get_username()})


def count_wrong_code(request, user):
    """A wrong code of the second factor counts like a wrong password."""
    user_login_failed.send(sender=__name__, credentials=credentials_of_second_step(user), request=request)


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
