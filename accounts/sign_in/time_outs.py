"""When a staff session ends by itself: after 15 minutes in which nobody does anything, and after 12 hours.

What counts is what a person does: opening a page, sending a form, and the sign that our script sends while
somebody types or points. What scripts ask for by themselves (the editor's autosave, previews and pings) never does.
"""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse

from accounts.sign_in.gate import STAFF_DOORS
from accounts.sign_in.rescue import give_back, is_from_here, page_to_return_to, what_was_typed

SIGNED_IN = "signed_in_at"
LAST_SIGN = "last_sign_at"
# Older browsers do not say who asks; of these addresses we know.
ASKED_BY_SCRIPTS = ("/cms/editing-sessions/",)
HOW_EXACT = 30


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
    if request.headers.get("X-Requested-With") or not request.accepts("text/html"):
        return False
    return not request.path_info.startswith(ASKED_BY_SCRIPTS)


class TimeOuts:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith((*STAFF_DOORS, "/accounts/")):
            return self.get_response(request)
        if not request.user.is_authenticated:
            return self.give_back_words(request) or self.get_response(request)
        if SIGNED_IN not in request.session:
            start(request)
        if seconds_left(request.session) <= 0:
            return self.end(request)
        if by_a_person(request):
            note_sign_of_life(request.session)
        return self.get_response(request)

    def give_back_words(self, request):
        """The session ended elsewhere, or by what a script asked for, while somebody was writing."""
        is_saved = request.path_info.startswith(STAFF_DOORS) and by_a_person(request) and is_from_here(request)
        return give_back(request) if is_saved and what_was_typed(request) else None

    def end(self, request):
        logout(request)
        if not request.path_info.startswith(STAFF_DOORS):
            return self.get_response(request)
        if request.method == "POST" and not by_a_person(request):
            # Nobody reads this answer. The form that a person sends afterwards comes to `give_back_words`.
            return JsonResponse({"signed_out": True}, status=403)
        if what_was_typed(request):
            return give_back(request)
        messages.info(request, "You were signed out. Sign in again, and you are back where you were.")
        return redirect_to_login(page_to_return_to(request))
