"""When nothing can be written, such as on a full disk, sign-in says so, and not that somebody tried too often."""

import logging
import secrets

from allauth.core.internal.ratelimit import handler429
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpResponse
from django.template.loader import render_to_string

from contact.failures import UNAVAILABLE, ways_to_reach_us

log = logging.getLogger("accounts.sign_in")


class SayWhenNothingCanBeKept:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, DatabaseError) or not request.path_info.startswith("/accounts/"):
            return None
        log.error("Nobody can sign in: %s.", type(exception).__name__)
        return not_working(request)


def too_many_requests(request):
    """django-allauth refuses as too much what it cannot count."""
    if limits_are_kept():
        return handler429(request)
    log.error("Nobody can sign in: limits cannot be counted.")
    return not_working(request)


def limits_are_kept():
    probe = f"limits-are-kept:{secrets.token_hex(8)}"
    cache.set(probe, "yes", timeout=10)
    kept = cache.get(probe) == "yes"
    if kept:
        cache.delete(probe)
    return kept


def not_working(request):
    # What changed in it cannot be saved either.
    request.session.modified = False
    page = render_to_string("account/not_working.html", ways_to_reach_us(request))
    return HttpResponse(page, status=UNAVAILABLE, headers={"Retry-After": "60", "Cache-Control": "no-store"})
