"""When staff sessions end: at once by what somebody does, after 15 idle minutes, and after 12 hours.

Only what a person does keeps a session open: opening a page, sending a form, and the activity that our script reports
while somebody types or points. What scripts ask for by themselves (the editor's autosave, previews and pings) never
does. As SESSION_ENGINE this module keeps the sessions that were open before an update.
"""

import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import BACKEND_SESSION_KEY, SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.sign_in import known_devices
from accounts.sign_in.mfa.mfa_middleware import STAFF_PATHS
from accounts.sign_in.unsaved_input import is_same_origin, return_url, sign_in_to_save, typed_text

# Each session holds the path of the backend that opened it, and is anonymous if the settings do not name that path.
OLD_BACKEND = "clinic_site.sign_in.backends.StaffBackend"
BACKEND = "accounts.sign_in.backends.StaffBackend"


class SessionStore(db.SessionStore):
    """Django's own, for which the backend may still be at its old path. Not needed 12 hours after the update."""

    def load(self):
        session = super().load()
        if session.get(BACKEND_SESSION_KEY) == OLD_BACKEND:
            session[BACKEND_SESSION_KEY] = BACKEND
        return session


def end_sessions(user, keep=None):
    """Ends every session of `user` except the one with the key `keep`, and returns how many. No device stays known.

    It looks at all open sessions: only staff have one, and a separate list could miss some.
    """
    ended = [session for session in sessions_of(user) if session.session_key != keep]
    for session in ended:
        session.delete()
    UserSession.objects.filter(user=user).exclude(session_key=keep or "").delete()
    known_devices.forget(user)
    return len(ended)


def sessions_of(user):
    for session in Session.objects.filter(expire_date__gt=timezone.now()):
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            yield session


def end_other_sessions(request, user, **kwargs):
    """Receiver of what changes how somebody signs in: whoever got in by the old way is out."""
    end_sessions(user, keep=request.session.session_key)
    known_devices.forget_others(request, user)


SIGNED_IN_AT = "signed_in_at"
LAST_ACTIVE_AT = "last_sign_at"
# Older browsers do not say who asks; these addresses are known.
REQUESTED_BY_SCRIPTS = ("/cms/editing-sessions/",)
# Written twice a minute at most: staff who click fast need no row each time.
SECONDS_BETWEEN_WRITES = 30


def start(request, **kwargs):
    """Receiver of user_logged_in."""
    request.session[SIGNED_IN_AT] = request.session[LAST_ACTIVE_AT] = now()


def now():
    return int(time.time())


def seconds_left(session):
    return min(seconds_idle_left(session), seconds_in_all_left(session))


def seconds_idle_left(session):
    return session[LAST_ACTIVE_AT] + int(settings.SESSION_IDLE_TIME.total_seconds()) - now()


def seconds_in_all_left(session):
    return session[SIGNED_IN_AT] + int(settings.SESSION_LONGEST_TIME.total_seconds()) - now()


def is_from_person(request):
    """Whether somebody opened this page or sent this form, as browsers say since 2023."""
    mode = request.headers.get("Sec-Fetch-Mode")
    if mode:
        return mode == "navigate" and request.headers.get("Sec-Fetch-Dest", "document") == "document"
    if request.headers.get("X-Requested-With") or not request.accepts("text/html"):
        return False
    return not request.path_info.startswith(REQUESTED_BY_SCRIPTS)


class SessionTimeoutMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith((*STAFF_PATHS, "/accounts/")):
            return self.get_response(request)
        if not request.user.is_authenticated:
            return self.offer_to_save(request) or self.get_response(request)
        if SIGNED_IN_AT not in request.session:
            start(request)
        if seconds_left(request.session) <= 0:
            return self.end(request)
        if is_from_person(request) and now() - request.session[LAST_ACTIVE_AT] >= SECONDS_BETWEEN_WRITES:
            request.session[LAST_ACTIVE_AT] = now()
        return self.get_response(request)

    def offer_to_save(self, request):
        """The session ended elsewhere, or by what a script asked for, while somebody was writing."""
        is_form = request.path_info.startswith(STAFF_PATHS) and is_from_person(request) and is_same_origin(request)
        return sign_in_to_save(request) if is_form and typed_text(request) else None

    def end(self, request):
        logout(request)
        if not request.path_info.startswith(STAFF_PATHS):
            return self.get_response(request)
        if request.method == "POST" and not is_from_person(request):
            # Nobody reads this answer. The form that a person sends afterwards comes to `offer_to_save`.
            return JsonResponse({"signed_out": True}, status=403)
        if typed_text(request):
            return sign_in_to_save(request)
        messages.info(request, "You were signed out. Sign in again, and you are back where you were.")
        return redirect_to_login(return_url(request))


@never_cache
@require_http_methods(["GET", "POST"])
def session_status(request):
    """What the script on staff pages asks: how long the session still lasts. It posts when somebody is active."""
    if not request.user.is_authenticated:
        return JsonResponse({"left": 0})
    if request.method == "POST":
        request.session[LAST_ACTIVE_AT] = now()
    left = seconds_left(request.session)
    return JsonResponse(
        {
            "left": left,
            "can_stay": seconds_in_all_left(request.session) > left,
            "who": str(request.user.pk),
            "token": get_token(request),
        }
    )
