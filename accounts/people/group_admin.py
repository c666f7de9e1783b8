"""The roles of the product, to look at, and the groups that a clinic makes itself, to change."""

from django.contrib.auth import admin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models.signals import pre_delete, pre_save

from accounts.roles import ROLES

COMES_WITH_THE_SITE = (
    "This role comes with the site, so it can't be changed or deleted here. "
    "If somebody needs other permissions, add a group of your own and put them in it."
)


def connect():
    """Wagtail has pages about groups, too: whichever is used, the roles stay."""
    pre_delete.connect(refuse_to_delete_a_role, sender=Group)
    pre_save.connect(refuse_to_rename_a_role, sender=Group)


def refuse_to_delete_a_role(instance, **kwargs):
    if instance.name in ROLES:
        raise PermissionDenied(COMES_WITH_THE_SITE)


def refuse_to_rename_a_role(instance, **kwargs):
    is_a_role = Group.objects.filter(pk=instance.pk, name__in=ROLES).exists()
    if is_a_role and instance.name not in ROLES:
        raise PermissionDenied(COMES_WITH_THE_SITE)


class GroupAdmin(admin.GroupAdmin):
    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not is_role(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not is_role(obj)

    def get_fieldsets(self, request, obj=None):
        words = f"{ROLES[obj.name].sentence} {COMES_WITH_THE_SITE}" if is_role(obj) else ""
        return [(None, {"fields": ["name", "permissions"], "description": words})]


def is_role(group):
    return group is not None and group.name in ROLES
