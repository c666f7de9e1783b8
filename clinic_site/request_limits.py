"""How much one request may hold: a whole page for staff who save one, and no more than a form for everybody else."""

from contextlib import suppress

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import UnreadablePostError

from accounts.sign_in.gate import STAFF_DOORS

MULTIPART = "multipart/form-data"
URLENCODED = "application/x-www-form-urlencoded"


class RequestLimits:
    """Comes after the gate: whoever passes it is staff. Reads what was sent before anybody takes it apart."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.content_type in {MULTIPART, URLENCODED}:
            # A visitor who leaves before everything has come sees no answer.
            with suppress(UnreadablePostError):
                read_ahead(request) if is_at_work(request) else refuse_more_than_a_form(request)
        return self.get_response(request)


def is_at_work(request):
    user = getattr(request, "user", None)
    return request.path_info.startswith(STAFF_DOORS) and bool(user) and user.is_staff


def length_of(request):
    return int(request.META.get("CONTENT_LENGTH") or 0)


def read_ahead(request):
    """Keeps what staff sent, to give back their words when Django cannot read them. Large files go by."""
    return request.body if length_of(request) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE else None


def refuse_more_than_a_form(request):
    if length_of(request) > settings.MOST_BYTES_OF_VISITORS:
        raise RequestDataTooBig("A visitor sent more than any form holds.")
    if fields_in(request) > settings.MOST_FIELDS_OF_VISITORS:
        raise TooManyFieldsSent("A visitor sent more fields than any form has.")


def fields_in(request):
    """How many there are at most, without taking them apart."""
    if request.content_type == URLENCODED:
        return request.body.count(b"&") + 1
    return request.body.count(b"--" + request.content_params.get("boundary", "").encode())
