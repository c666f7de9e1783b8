"""What can be done with an account in addition to changing its fields, each by a button."""

from collections.abc import Callable
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse

from accounts.people.permissions import is_the_last_owner
from accounts.sign_in.lockout import is_locked, unlock
from accounts.sign_in.sessions import end_sessions, sessions_of


@dataclass(frozen=True)
class AccountAction:
    button: str
    help_text: str
    done: str  # what the log and the person who did it read
    fits: Callable  # whether it makes sense for a person
    act: Callable = lambda person: None
    mail: Callable = lambda person: None
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


# -- links by mail for choosing a password, which work once and for a day; nobody sets one for somebody else


def send_invitation(person):
    """Links that were sent before stop working."""
    person.set_unusable_password()
    person.save(update_fields=["password"])
    send(person, "account/email/invitation")


def send_new_password_link(person):
    send(person, "account/email/new_password_link")


def send(person, template):
    get_adapter().send_mail(template, person.email, {"link": link_for(person)})


def link_for(person):
    where = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=where)


def tell_that_the_second_factor_is_gone(person):
    if person.email:
        get_adapter().send_mail("account/email/second_factor_taken_off", person.email, {})


ACCOUNT_ACTIONS = {
    "invite": AccountAction(
        button="Send the invitation again",
        help_text="They get a new link to choose a password. Links sent before stop working.",
        done="Sent the invitation again",
        fits=lambda person: person.is_active and person.email and not has_password(person),
        mail=send_invitation,
    ),
    "new-password": AccountAction(
        button="Send a link for a new password",
        help_text="The link works once, for 24 hours. The old password works until they choose a new one.",
        done="Sent a link for a new password",
        fits=lambda person: person.is_active and person.email and has_password(person),
        mail=send_new_password_link,
    ),
    "unlock": AccountAction(
        button="End the pause",
        help_text="Sign-in is paused for 15 minutes after five wrong tries in one place, or 30 on new devices.",
        done="Ended the pause after wrong tries",
        fits=is_locked,
        act=unlock,
    ),
    "sign-out": AccountAction(
        button="Sign out everywhere",
        help_text="Ends every session of this account at once.",
        done="Ended all sessions",
        fits=lambda person: any(sessions_of(person)),
        act=end_sessions,
    ),
    "second-factor": AccountAction(
        button="Take off the second factor",
        help_text="For somebody who lost their phone and their recovery codes. All sessions end, and at the next "
        "sign-in they must set up a new one.",
        done="Took off the second factor",
        fits=has_second_factor,
        act=take_off_second_factor,
        mail=tell_that_the_second_factor_is_gone,
        for_oneself=False,
        confirm="I met them or called them on a number we already had, and I am sure it is them.",
    ),
    "disable": AccountAction(
        button="Disable",
        help_text="For somebody who leaves. All sessions end at once, and nobody can sign in. What they did stays.",
        done="Disabled the account",
        fits=lambda person: person.is_active and not is_the_last_owner(person),
        act=disable,
        for_oneself=False,
    ),
    "enable": AccountAction(
        button="Enable",
        help_text="They can sign in again, with the roles they had.",
        done="Enabled the account",
        fits=lambda person: not person.is_active,
        act=enable,
        for_oneself=False,
    ),
}


def actions_for(person, by):
    """The actions that make sense now and that `by` may do, by name."""
    return {
        name: action
        for name, action in ACCOUNT_ACTIONS.items()
        if (action.for_oneself or by.pk != person.pk) and action.fits(person)
    }
