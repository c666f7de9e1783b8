"""Gives each role of the product the permissions that roles.py names, and takes every other away, after each migrate.

Migrations of libraries give permissions to groups by name (Wagtail's, to "Editors"), so once is not enough.
Roles are neither deleted nor renamed.
"""

import sys

from django.apps import apps as installed_apps
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.signals import post_migrate, pre_delete, pre_save

from accounts.roles import ROLES

# What Wagtail gives over a part of the site, and the field that says over which.
SCOPED = {"GroupPagePermission": "page", "GroupCollectionPermission": "collection", "GroupSitePermission": "site"}


COMES_WITH_THE_SITE = (
    "This role comes with the site, so it can't be changed or deleted here. "
    "If somebody needs other permissions, add a group of your own and put them in it."
)


def connect():
    # Permissions are made after migrate, one app at a time: when the last app's turn comes, all are there.
    last = [config for config in installed_apps.get_app_configs() if config.models_module][-1]
    post_migrate.connect(apply_roles, sender=last, dispatch_uid="apply_roles")
    # Wagtail has pages about groups, too: whichever is used, the roles stay.
    pre_delete.connect(refuse_to_delete_a_role, sender=Group)
    pre_save.connect(refuse_to_rename_a_role, sender=Group)


def refuse_to_delete_a_role(instance, **kwargs):
    if instance.name in ROLES:
        raise PermissionDenied(COMES_WITH_THE_SITE)


def refuse_to_rename_a_role(instance, **kwargs):
    is_a_role = Group.objects.filter(pk=instance.pk, name__in=ROLES).exists()
    if is_a_role and instance.name not in ROLES:
        raise PermissionDenied(COMES_WITH_THE_SITE)


def apply_roles(using="default", apps=installed_apps, stdout=None, **kwargs):
    try:
        tables = Tables(apps, using)
    except LookupError:
        return  # a migration backwards, to before there are groups
    with transaction.atomic(using):
        for role in ROLES.values():
            for taken in tables.apply(role):
                (stdout or sys.stdout).write(f"Took from {role.name}: {taken}\n")


class Tables:
    """The tables that say who may do what, as they are after the last migration that was run."""

    def __init__(self, apps, using):
        self.groups = apps.get_model("auth", "Group").objects.using(using)
        self.permissions = apps.get_model("auth", "Permission").objects.using(using).select_related("content_type")
        self.scoped = {
            field: apps.get_model("wagtailcore", name).objects.using(using) for name, field in SCOPED.items()
        }
        # From Home on, once there is one: there the editor's menu opens.
        pages = apps.get_model("wagtailcore", "Page").objects.using(using)
        home = apps.get_model("content", "HomePage").objects.using(using).values("pk")
        self.all_pages = pages.filter(pk__in=home).first() or pages.filter(depth=1).first()
        self.all_collections = apps.get_model("wagtailcore", "Collection").objects.using(using).filter(depth=1).first()

    def apply(self, role):
        """Makes it so; gives back the names of what was taken away."""
        group, _ = self.groups.get_or_create(name=role.name)
        return [
            *self.apply_to_models(group, role.permissions),
            *self.apply_over("page", group, role.page_permissions, self.all_pages),
            *self.apply_over("collection", group, role.picture_permissions, self.all_collections),
            *self.apply_over("site", group, {}, None),
        ]

    def apply_to_models(self, group, names):
        wanted, held = self.named(names), set(self.permissions.filter(group=group))
        group.permissions.add(*(wanted - held))
        group.permissions.remove(*(held - wanted))
        return sorted(name_of(permission) for permission in held - wanted)

    def apply_over(self, field, group, names, everything):
        wanted = {permission.pk for permission in self.named(names)} if everything else set()
        held = self.scoped[field].filter(group=group).select_related("permission__content_type", field)
        kept = [row for row in held if row.permission_id in wanted and getattr(row, field) == everything]
        self.scoped[field].filter(group=group).exclude(pk__in=[row.pk for row in kept]).delete()
        for permission_id in wanted - {row.permission_id for row in kept}:
            self.scoped[field].create(group=group, permission_id=permission_id, **{field: everything})
        taken = [row for row in held if row.permission_id not in wanted]
        return sorted(f"{name_of(row.permission)} over {field} {getattr(row, f'{field}_id')}" for row in taken)

    def named(self, names):
        """Without those whose app has not made its permissions yet."""
        codenames = [name.split(".")[1] for name in names]
        found = self.permissions.filter(codename__in=codenames)
        return {permission for permission in found if name_of(permission) in names}


def name_of(permission):
    return f"{permission.content_type.app_label}.{permission.codename}"
