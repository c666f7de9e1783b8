"""Browsers in which somebody signed in before: wrong tries elsewhere do not lock people out of their own.

OWASP calls them device cookies. A successful sign-in leaves a random name in the browser, and tries under that name
are counted separately. The cookie alone opens nothing. A row ties it to the account and its password, so that signing
out everywhere, a new password or a lost second factor ends it.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils import timezone
from django.utils.crypto import salted_hmac

# Somebody who comes back from a long leave still has theirs.
KNOWN_FOR = timedelta(days=365)
# More than anybody uses; each sign-in in a private window adds one, and the oldest go.
MOST_DEVICES = 20
# Pages for visitors never receive the cookie.
PATH = "/accounts/"

signer = Signer(salt="clinic_site.known_device")


def device_of(request):
    """The name that this site gave the browser, or ""."""
    try:
        return signer.unsign(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""))
    except BadSignature:
        return ""


def is_known(request, user):
    device = device_of(request)
    if not user or not device:
        return False
    since = timezone.now() - KNOWN_FOR
    return user.known_devices.filter(digest=digest_of(device, user), last_sign_in__gte=since).exists()


def digest_of(device, user):
    bound_to = f"{device}:{user.pk}:{user.get_session_auth_hash()}"
    return salted_hmac("known device", bound_to, algorithm="sha256").hexdigest()


def remember(request, user, **kwargs):
    """Receiver of user_logged_in."""
    device = device_of(request) or secrets.token_urlsafe(16)
    user.known_devices.update_or_create(digest=digest_of(device, user), defaults={"last_sign_in": timezone.now()})
    newest = user.known_devices.order_by("-last_sign_in").values_list("pk", flat=True)[:MOST_DEVICES]
    user.known_devices.exclude(pk__in=list(newest)).delete()
    request.new_device = device


def forget(user):
    user.known_devices.all().delete()


def forget_others(request, user):
    """Only the browser of this request stays known, if somebody is signed in there."""
    forget(user)
    if request.user.is_authenticated:
        remember(request, user)


class KnownDeviceMiddleware:
    """Sets the cookie after a sign-in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if hasattr(request, "new_device"):
            response.set_cookie(
                settings.DEVICE_COOKIE_NAME,
                signer.sign(request.new_device),
                max_age=KNOWN_FOR,
                path=PATH,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Strict",
            )
        return response
