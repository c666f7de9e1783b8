"""Answers when something went wrong: staff get a page in their own layout, with what they typed."""

import logging
import secrets

from allauth.core.internal.ratelimit import handler429
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.views import defaults
from django.views.decorators.debug import sensitive_post_parameters

from accounts.sign_in.mfa.mfa_middleware import STAFF_PATHS
from accounts.sign_in.unsaved_input import (
    HAS_LETTERS,
    SENT_BY_FORMS,
    is_same_origin,
    is_secret,
    label,
    prose,
    return_url,
    sign_in_to_save,
    typed_text,
)
from clinic_site.http.middleware import is_from_staff, unparsed_fields
from contact import views as visitor_views

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
log = logging.getLogger("accounts.sign_in")


def bad_request(request, exception):
    """Django's handler400."""
    if not is_from_staff(request):
        return visitor_views.bad_request(request, exception)
    context = {
        "reason": "too_much" if isinstance(exception, TOO_MUCH) else "unreadable",
        "typed": list(prose(unparsed_fields(request))),
        "back": return_url(request),
    }
    return render(request, "staff_error.html", context, status=400)


def csrf_failure(request, reason=""):
    """The setting CSRF_FAILURE_VIEW. Signing in again makes the tokens of open forms old."""
    if request.path_info.startswith(STAFF_PATHS) and is_same_origin(request) and typed_text(request):
        return sign_in_to_save(request)
    return visitor_views.csrf_failure(request, reason)


@sensitive_post_parameters()
def permission_denied(request, exception):
    """Django's handler403. Somebody may lose a permission while they write."""
    return with_words_kept(request, "not_allowed", 403) or defaults.permission_denied(request, exception)


@sensitive_post_parameters()
def not_found(request, exception):
    """Django's handler404. A colleague may delete what somebody is writing in."""
    return with_words_kept(request, "gone", 404) or defaults.page_not_found(request, exception)


def with_words_kept(request, reason, status):
    if not is_from_staff(request) or not typed_text(request):
        return None
    context = {"reason": reason, "typed": typed_text(request), "back": "/admin/"}
    response = render(request, "staff_error.html", context, status=status)
    add_never_cache_headers(response)
    return response


@sensitive_post_parameters()
def server_error(request):
    """Django's handler500. Asks for neither session nor database: it may be one of them that failed."""
    if not request.path_info.startswith((*STAFF_PATHS, "/accounts/")):
        return visitor_views.server_error(request)
    status = visitor_views.status_of_failure()
    context = visitor_views.ways_to_reach_us(request) | {
        "reason": "database" if status == visitor_views.UNAVAILABLE else "failure",
        "typed": filled_in(request),
    }
    response = HttpResponse(render_to_string("staff_error.html", context), status=status)
    add_never_cache_headers(response)
    return response


def filled_in(request):
    """Pairs of a field's label and its text, single words too, for people to copy."""
    if request.method != "POST":
        return []
    return [
        (label(name), text)
        for name, texts in request.POST.lists()
        for text in texts
        if HAS_LETTERS.search(text) and not is_secret(name) and not SENT_BY_FORMS.search(name)
    ]


# -- sign-in while nothing can be written, such as on a full disk ----------------------------


class SignInUnavailableMiddleware:
    """Says that the site is at fault, and not that somebody tried too often."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, DatabaseError) or not request.path_info.startswith("/accounts/"):
            return None
        log.error("Nobody can sign in: %s.", type(exception).__name__)
        return sign_in_unavailable(request)


def too_many_requests(request):
    """The project's handler429. django-allauth refuses as too much what it cannot count."""
    if limits_are_kept():
        return handler429(request)
    log.error("Nobody can sign in: limits cannot be counted.")
    return sign_in_unavailable(request)


def limits_are_kept():
    probe = f"limits-are-kept:{secrets.token_hex(8)}"
    cache.set(probe, "yes", timeout=10)
    kept = cache.get(probe) == "yes"
    if kept:
        cache.delete(probe)
    return kept


def sign_in_unavailable(request):
    # What changed in it cannot be saved either.
    request.session.modified = False
    page = render_to_string("account/sign_in_unavailable.html", visitor_views.ways_to_reach_us(request))
    headers = {"Retry-After": "60", "Cache-Control": "no-store"}
    return HttpResponse(page, status=visitor_views.UNAVAILABLE, headers=headers)
