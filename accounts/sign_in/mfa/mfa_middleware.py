"""Who may open the two staff areas, /admin/ and /cms/."""

import time

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY, record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

PAGE_EDITOR = "/cms/"
STAFF_PATHS = ("/admin/", PAGE_EDITOR)
# Recovery codes come with one of these and are no factor of their own.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class MfaMiddleware:
    """Lets staff in whose *session* gave the second factor, and sends everyone else where they can get one.

    It looks at the session and not at the account: a session opened by another login view with the
    password alone would otherwise pass for an account that has a second factor.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(STAFF_PATHS):
            return self.get_response(request)
        return self.refusal(request) or self.get_response(request)

    def refusal(self, request):
        """The response for somebody who may not pass; None for somebody who may."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.is_staff or not may_open(request.user, request.path_info):
            raise PermissionDenied
        if has_given_second_factor(request):
            return None
        if is_mfa_enabled(request.user):
            return sign_in_again(request)
        return redirect("mfa_index") if settings.REQUIRE_MFA else None


def may_open(user, path):
    """Wagtail would send staff who edit no pages to sign in, again and again."""
    return not path.startswith(PAGE_EDITOR) or user.has_perm("wagtailadmin.access_admin")


def has_given_second_factor(request):
    """A passkey that took the place of the password is a first factor, not a second."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" and not record.get("passwordless") for record in records)


def is_enrolling(request):
    """Whether somebody without a second factor signed in a moment ago: asking for the password again proves no more."""
    if request.user.is_anonymous or is_mfa_enabled(request.user):
        return False
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < settings.SESSION_IDLE_TIME.total_seconds()


def record_enrolment(request, user, authenticator, **kwargs):
    """Receiver of authenticator_added: setting up the first factor proved it. Another one says nothing of the first."""
    others = Authenticator.objects.filter(user=user, type__in=FACTORS).exclude(pk=authenticator.pk)
    if authenticator.type in FACTORS and not others.exists():
        record_authentication(request, user, "mfa", type=authenticator.type, id=authenticator.pk, reauthenticated=True)


def forget_second_factor(request, user, **kwargs):
    """Receiver of authenticator_removed: who took the last one off is led to set up another, in this session too."""
    if not is_mfa_enabled(user):
        records = get_authentication_records(request, user)
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [one for one in records if one["method"] != "mfa"]


def sign_in_again(request):
    address = request.get_full_path()
    logout(request)
    messages.info(request, "Sign in again with your second factor.")
    return redirect_to_login(address)
