"""Ending a person's sessions at once."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.sign_in import known_devices


def end_sessions(user, besides=None):
    """Ends every session of `user` except the one with the key `besides`, and says how many. No device stays known.

    It looks at all open sessions: only staff have one, and a list beside them could miss some.
    """
    ended = [session for session in sessions_of(user) if session.session_key != besides]
    for session in ended:
        session.delete()
    UserSession.objects.filter(user=user).exclude(session_key=besides or "").delete()
    known_devices.forget(user)
    return len(ended)


def sessions_of(user):
    for session in Session.objects.filter(expire_date__gt=timezone.now()):
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            yield session


def end_the_others(request, user, **kwargs):
    """Receiver of what changes how somebody signs in: whoever got in by the old way is out."""
    end_sessions(user, besides=request.session.session_key)
    known_devices.forget_others(request, user)
