"""Staff accounts, and a way in that does not go through the sign-in form each time."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.test import Client

PASSWORD = "correct horse battery staple"


def make_staff(username="sam", *groups, **fields):
    """A staff account in the named groups, with `PASSWORD` for its password."""
    user = get_user_model().objects.create_user(username, password=PASSWORD, is_staff=True, **fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    assert user.groups.count() == len(groups), f"One of these groups is missing: {groups}"
    return user


def make_owner(username="owner"):
    """The account that may do everything, like the one the first start makes."""
    return get_user_model().objects.create_superuser(username, password=PASSWORD)


def sign_in(client, user, second_factor=False):
    """Signs `user` in; with `second_factor` the session has given its code as well."""
    client.force_login(user)
    if second_factor:
        record_second_factor(client, user)
    assert client.session[SESSION_KEY] == str(user.pk)


def browser_of(username, *groups):
    """A browser in which a new member of these groups has signed in, of Triage if none is named."""
    client = Client()
    sign_in(client, make_staff(username, *(groups or ["Triage"])))
    return client


def record_second_factor(client, user):
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, method="mfa", type="totp")
    request.session.save()
