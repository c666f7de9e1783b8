"""After wrong tries for one account from one address, django-axes locks that pair for a while.

The account alone is never locked: anybody could then keep a nurse out by typing her name.
"""

from ipaddress import IPv6Address

from allauth.account.internal.userkit import filter_users_by_email, get_user_by_username
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import Sum
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from clinic_site.sign_in.addresses import address_of


def account_tried(request, credentials):
    """The user name, whether it or the email was typed. What belongs to nobody may be a password: it is hashed."""
    credentials = credentials or {}
    typed = str(credentials.get("username") or credentials.get("email") or "")
    user = get_user_by_username(typed) or next(iter(filter_users_by_email(typed)), None)
    return user.get_username() if user else salted_hmac("tried account", typed).hexdigest()[:40]


def address_tried(request):
    """The address, hashed with the site's key into something that fits a column for addresses (fd00::/8)."""
    digest = salted_hmac("tried address", address_of(request), algorithm="sha256").digest()
    return str(IPv6Address(b"\xfd" + digest[:15]))


def locked_out(request, response=None, credentials=None):
    """The same page for accounts that exist and for those that do not."""
    page = render(request, "429.html", status=429)
    page["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
    return page


def count_wrong_code(request, user):
    """A wrong code of the second factor counts like a wrong password."""
    user_login_failed.send(sender=__name__, credentials={"username": user.get_username()}, request=request)


def is_locked(user):
    """Whether sign-in to the account is paused from some address."""
    tries = AccessAttempt.objects.filter(
        username=user.get_username(), attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME
    )
    failures = tries.values("ip_address").annotate(failures=Sum("failures_since_start"))
    return failures.filter(failures__gte=settings.AXES_FAILURE_LIMIT).exists()


def unlock(user):
    """How many wrong tries were forgotten."""
    return reset(username=user.get_username())
