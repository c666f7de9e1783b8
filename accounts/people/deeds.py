"""What can be done with an account besides changing its fields, each by a button of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from accounts.people import links
from accounts.people.rules import is_the_last_owner
from accounts.sign_in.lock_out import is_locked, unlock
from accounts.sign_in.sessions import end_sessions, sessions_of


def nothing(person):
    pass


@dataclass(frozen=True)
class Deed:
    button: str
    words: str
    done: str
    fits: Callable
    act: Callable = nothing
    mail: Callable = nothing
    # Nobody weakens the protection of an account by its own, perhaps stolen, session.
    for_oneself: bool = True
    confirm: str = ""


def has_password(person):
    return person.has_usable_password()


def has_second_factor(person):
    return Authenticator.objects.filter(user=person).exists()


def disable(person):
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person)


def enable(person):
    person.is_active = True
    person.save(update_fields=["is_active"])


def take_off_second_factor(person):
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)


DEEDS = {
    "invite": Deed(
        button="Send the invitation again",
        words="They get a new link to choose a password. Links sent before stop working.",
        done="Sent the invitation again",
        fits=lambda person: person.is_active and person.email and not has_password(person),
        mail=links.send_invitation,
    ),
    "new-password": Deed(
        button="Send a link for a new password",
        words="The link works once, for 24 hours. The old password works until they choose a new one.",
        done="Sent a link for a new password",
        fits=lambda person: person.is_active and person.email and has_password(person),
        mail=links.send_new_password_link,
    ),
    "unlock": Deed(
        button="End the pause",
        words="Sign-in is paused for 15 minutes after five wrong tries in one place, or 30 on new devices.",
        done="Ended the pause after wrong tries",
        fits=is_locked,
        act=unlock,
    ),
    "sign-out": Deed(
        button="Sign out everywhere",
        words="Ends every session of this account at once.",
        done="Ended all sessions",
        fits=lambda person: any(sessions_of(person)),
        act=end_sessions,
    ),
    "second-factor": Deed(
        button="Take off the second factor",
        words="For somebody who lost their phone and their recovery codes. All sessions end, and at the next "
        "sign-in they must set up a new one.",
        done="Took off the second factor",
        fits=has_second_factor,
        act=take_off_second_factor,
        mail=links.tell_that_the_second_factor_is_gone,
        for_oneself=False,
        confirm="I met them or called them on a number we already had, and I am sure it is them.",
    ),
    "disable": Deed(
        button="Disable",
        words="For somebody who leaves. All sessions end at once, and nobody can sign in. What they did stays.",
        done="Disabled the account",
        fits=lambda person: person.is_active and not is_the_last_owner(person),
        act=disable,
        for_oneself=False,
    ),
    "enable": Deed(
        button="Enable",
        words="They can sign in again, with the roles they had.",
        done="Enabled the account",
        fits=lambda person: not person.is_active,
        act=enable,
        for_oneself=False,
    ),
}


def deeds_for(person, by):
    """The deeds that make sense now and that `by` may do, by name."""
    return {
        name: deed for name, deed in DEEDS.items() if (deed.for_oneself or by.pk != person.pk) and deed.fits(person)
    }
