"""When a staff session ends by itself: after 15 minutes in which nobody does anything, and after 12 hours.

What counts is what a person does: opening a page, sending a form, and the sign that our script sends while
somebody types or points. What scripts ask for by themselves (the editor's autosave, previews and pings) never does.
"""

import time
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from clinic_site.sign_in.gate import STAFF_DOORS

SIGNED_IN = "signed_in_at"
LAST_SIGN = "last_sign_at"
# Older browsers do not say who asks; of these addresses we know.
ASKED_BY_SCRIPTS = ("/cms/editing-sessions/",)
HOW_EXACT = 30
SECRET_FIELDS = ("password", "code", "csrfmiddlewaretoken")


def start(request, **kwargs):
    """Receiver of user_logged_in."""
    request.session[SIGNED_IN] = request.session[LAST_SIGN] = now()


def now():
    return int(time.time())


def seconds_left(session):
    return min(seconds_idle_left(session), seconds_in_all_left(session))


def seconds_idle_left(session):
    return session[LAST_SIGN] + int(settings.SESSION_IDLE_TIME.total_seconds()) - now()


def seconds_in_all_left(session):
    return session[SIGNED_IN] + int(settings.SESSION_LONGEST_TIME.total_seconds()) - now()


def note_sign_of_life(session, exactly=False):
    """Written twice a minute at most: staff who click fast need no row each time."""
    if exactly or now() - session[LAST_SIGN] >= HOW_EXACT:
        session[LAST_SIGN] = now()


def by_a_person(request):
    """Whether somebody opened this page or sent this form, as browsers say since 2023."""
    mode = request.headers.get("Sec-Fetch-Mode")
    if mode:
        return mode == "navigate" and request.headers.get("Sec-Fetch-Dest", "document") == "document"
    return not request.path_info.startswith(ASKED_BY_SCRIPTS)


class TimeOuts:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith((*STAFF_DOORS, "/accounts/")) or not request.user.is_authenticated:
            return self.get_response(request)
        if SIGNED_IN not in request.session:
            start(request)
        if seconds_left(request.session) <= 0:
            return self.end(request)
        if by_a_person(request):
            note_sign_of_life(request.session)
        return self.get_response(request)

    def end(self, request):
        logout(request)
        if not request.path_info.startswith(STAFF_DOORS):
            return self.get_response(request)
        typed = what_was_typed(request)
        if typed:
            context = {"typed": typed, "back": page_to_return_to(request)}
            return render(request, "signed_out.html", context, status=403)
        messages.info(request, "You were signed out. Sign in again, and you are back where you were.")
        return redirect_to_login(page_to_return_to(request))


def what_was_typed(request):
    """Pairs of a field's name and its text, for people to copy; choices and dates are quickly made again."""
    if request.method != "POST":
        return []
    return [
        (name.replace("_", " "), text)
        for name, texts in request.POST.lists()
        for text in texts
        if " " in text.strip() and not any(secret in name for secret in SECRET_FIELDS)
    ]


def page_to_return_to(request):
    """The page itself, or the one that the form stood on."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}):
        return "/admin/"
    address = urlsplit(referer)
    return f"{address.path}?{address.query}" if address.query else address.path
