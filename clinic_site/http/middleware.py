"""What every request passes: how much it may hold, and the time zone in which it is answered.

Staff who save a page may send a whole one, everybody else no more than a form. Staff read and enter times in the
clinic's time zone, whatever the server's is.
"""

from contextlib import suppress
from functools import partial
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import UnreadablePostError
from django.utils import timezone
from wagtail.users.models import UserProfile

from accounts.sign_in.mfa.mfa_middleware import STAFF_PATHS
from contact.models import Location

MULTIPART = "multipart/form-data"
URLENCODED = "application/x-www-form-urlencoded"


class RequestLimitsMiddleware:
    """Comes after MfaMiddleware, which lets only staff pass. Reads what was sent before anybody parses it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.content_type in {MULTIPART, URLENCODED}:
            # A visitor who leaves before everything has come sees no answer.
            with suppress(UnreadablePostError):
                read_ahead(request) if is_from_staff(request) else refuse_more_than_a_form(request)
        return self.get_response(request)


def is_from_staff(request):
    user = getattr(request, "user", None)
    return request.path_info.startswith(STAFF_PATHS) and bool(user) and user.is_staff


def content_length(request):
    return int(request.META.get("CONTENT_LENGTH") or 0)


def read_ahead(request):
    """Keeps what staff sent, to give their text back when Django cannot parse it. Large files go by."""
    return request.body if content_length(request) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE else None


def refuse_more_than_a_form(request):
    if content_length(request) > settings.MOST_BYTES_OF_VISITORS:
        raise RequestDataTooBig("A visitor sent more than any form holds.")
    if count_fields(request) > settings.MOST_FIELDS_OF_VISITORS:
        raise TooManyFieldsSent("A visitor sent more fields than any form has.")


def count_fields(request):
    """How many there are at most, without parsing them."""
    if request.content_type == URLENCODED:
        return request.body.count(b"&") + 1
    return request.body.count(boundary_of(request))


def unparsed_fields(request):
    """Names and texts, without Django's parser, which has given up. Nothing if the request was too large to be kept."""
    body = getattr(request, "_body", b"")
    if request.content_type != MULTIPART:
        return parse_qsl(body.decode(errors="replace"))
    return multipart_fields(body, boundary_of(request)) if boundary_of(request) != b"--" else []


def boundary_of(request):
    return b"--" + request.content_params.get("boundary", "").encode()


def multipart_fields(body, boundary):
    for part in body.split(boundary)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        name = head.partition(b'name="')[2].partition(b'"')[0]
        if b"filename=" not in head:
            yield name.decode(errors="replace"), content.removesuffix(b"\r\n").decode(errors="replace")


PAGE_EDITOR = "/cms/"


class TimezoneMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(("/admin/", "/accounts/", PAGE_EDITOR)):
            return self.get_response(request)
        zone = Location.main().time_zone
        if request.path_info.startswith(PAGE_EDITOR):
            set_editor_time_zone(zone, request.user)
        with timezone.override(zone):
            return self.get_response(request)


def set_editor_time_zone(zone, user):
    """Wagtail activates the time zone of each editor's profile for every request, UTC if there is none."""
    profile = getattr(user, "wagtail_userprofile", None) or UserProfile(user=user)
    # Not a lambda: Wagtail copies the user along with a form.
    profile.get_current_time_zone = partial(str, zone)
