"""Ending a person's sessions at once. As SESSION_ENGINE it keeps those that were open before an update."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import BACKEND_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.sign_in import known_devices

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
