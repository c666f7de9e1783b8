"""Who may manage whose account. A role is a group; nobody gives one with more permissions than their own."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from accounts.roles import ROLES

ROLES_THAT_MANAGERS_GIVE = [role.name for role in ROLES.values() if role.is_given_by_managers]


def lock_owners():
    """Until the transaction ends nobody else changes accounts: two owners could disable each other at once."""
    list(get_user_model().objects.filter(is_superuser=True).order_by("pk").select_for_update().values_list("pk"))


def is_the_last_owner(person):
    owners = get_user_model().objects.filter(is_superuser=True, is_active=True)
    return person.is_superuser and not owners.exclude(pk=person.pk).exists()


def roles_to_give(manager):
    """The groups that `manager` may put people in, and take them out of."""
    if manager.is_superuser:
        return Group.objects.order_by("name")
    return Group.objects.filter(name__in=ROLES_THAT_MANAGERS_GIVE).order_by("name")


def may_manage(manager, person):
    """Whether `person` holds nothing that `manager` could not give."""
    if not manager.has_perm("auth.change_user"):
        return False
    return manager.is_superuser or not holds_more(person)


def holds_more(person):
    return (
        person.is_superuser
        or person.user_permissions.exists()
        or person.groups.exclude(name__in=ROLES_THAT_MANAGERS_GIVE).exists()
    )
