"""The roles of the product and what each may do, with the reason.

After each migrate every role is given the permissions named here, and every other is taken away: migrations of
libraries give permissions to groups by name (Wagtail's, to "Editors"), so once is not enough. Roles are neither deleted
nor renamed.

A clinic that needs another set of permissions makes a group of its own; nothing here touches it.
"""

import sys
from dataclasses import dataclass, field

from django.apps import apps as installed_apps
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.signals import post_migrate, pre_delete, pre_save


@dataclass(frozen=True)
class Role:
    name: str
    # Shown where the role is given.
    sentence: str
    # Each permission as "app.codename", with its reason.
    permissions: dict[str, str]
    # Over every page, and over the pictures of every collection.
    page_permissions: dict[str, str] = field(default_factory=dict)
    picture_permissions: dict[str, str] = field(default_factory=dict)
    # Privacy officers read what managers did, so managers cannot appoint them, nor touch their accounts.
    is_given_by_managers: bool = True


WRITING = {
    "wagtailadmin.access_admin": "The page editor is where they work.",
    "content.view_source": "Pages cite sources.",
    "content.add_source": "A new statement may need a source that is not there yet.",
    "content.change_source": "A source is corrected as a draft, which a second person approves.",
}
PICTURES = {
    "wagtailimages.choose_image": "Pages show pictures.",
    "wagtailimages.add_image": "A page may need a new picture; it is seen once the page is approved.",
}

# The clinic's own records: each is drafted like a page.
CLINIC_RECORDS = {
    "content.view_pricesandinsurance": "They keep the prices right, as drafts.",
    "content.change_pricesandinsurance": "They keep the prices right, as drafts.",
    "content.view_treatmentsoffered": "They say which treatments the clinic gives, as drafts.",
    "content.change_treatmentsoffered": "They say which treatments the clinic gives, as drafts.",
    "content.view_monitoringandreadiness": "They say how sessions are watched over, as drafts.",
    "content.change_monitoringandreadiness": "They say how sessions are watched over, as drafts.",
    "content.view_photographs": "They choose the photographs, as drafts.",
    "content.change_photographs": "They choose the photographs, as drafts.",
}

EDITORS = Role(
    name="Editors",
    sentence="They write and change pages; a clinical reviewer approves them first. They don't see requests.",
    permissions=WRITING | CLINIC_RECORDS,
    page_permissions={
        "wagtailcore.add_page": "They begin pages, as drafts.",
        "wagtailcore.change_page": "They change pages, as drafts.",
    },
    picture_permissions=PICTURES,
)
CLINICAL_REVIEWERS = Role(
    name="Clinical reviewers",
    sentence="They check pages and publish what others wrote. They don't see requests.",
    permissions=WRITING
    | CLINIC_RECORDS
    | {
        "content.publish_source": "They approve corrections of sources.",
        "content.publish_pricesandinsurance": "They approve what the clinic says about its prices.",
        "content.publish_treatmentsoffered": "They approve what the clinic says it offers.",
        "content.publish_monitoringandreadiness": "They answer for what the clinic says about safety.",
        "content.publish_photographs": "They check that no patient is in a photograph.",
    },
    page_permissions={
        "wagtailcore.add_page": "They write, too; somebody else approves it.",
        "wagtailcore.change_page": "They write, too; somebody else approves it.",
        "wagtailcore.publish_page": "They approve pages, and take one down that should not be read.",
        "wagtailcore.lock_page": "They keep a page as it is while they read it.",
        "wagtailcore.unlock_page": "They open a page again that somebody locked and forgot.",
    },
    picture_permissions=PICTURES,
)
TRIAGE = Role(
    name="Triage",
    sentence="They read requests, call people back and write down what was said. They don't change pages.",
    permissions={
        "contact.view_consultationrequest": "They read what people ask for.",
        "contact.change_consultationrequest": "They move requests on and assign them.",
        "contact.view_note": "They read what colleagues wrote down.",
        "contact.add_note": "They write down what was said.",
        "contact.view_contactattempt": "They see who tried to reach somebody, and when.",
        "contact.add_contactattempt": "They write down each try to reach somebody.",
        "contact.view_requestevent": "They see what happened to a request before it came to them.",
    },
)
PRACTICE_MANAGERS = Role(
    name="Practice managers",
    sentence="They look after clinic details, reply templates and accounts, and can read requests and figures.",
    permissions={
        "contact.view_consultationrequest": "They see how the work goes and answer for it, but do not do it.",
        "contact.view_clinicdetails": "The clinic's details are theirs.",
        "contact.change_clinicdetails": "The clinic's details are theirs.",
        "contact.view_crisishelp": "They keep the crisis numbers right.",
        "contact.change_crisishelp": "They keep the crisis numbers right.",
        "contact.view_location": "They say where the clinic is and when it's open.",
        "contact.add_location": "They say where the clinic is and when it's open.",
        "contact.change_location": "They say where the clinic is and when it's open.",
        "contact.delete_location": "They say where the clinic is and when it's open.",
        "contact.view_holiday": "Part of the clinic's details.",
        "contact.add_holiday": "Part of the clinic's details.",
        "contact.change_holiday": "Part of the clinic's details.",
        "contact.delete_holiday": "Part of the clinic's details.",
        "wagtailadmin.access_admin": "Prices, treatments and photographs of the clinic are drafted in the page editor.",
        **CLINIC_RECORDS,
        "contact.view_replytemplate": "They word what triage says and writes.",
        "contact.add_replytemplate": "They word what triage says and writes.",
        "contact.change_replytemplate": "They word what triage says and writes.",
        "contact.delete_replytemplate": "They word what triage says and writes.",
        "contact.view_outboxmessage": "They see when mail is stuck.",
        "contact.change_outboxmessage": "They try a mail again, or end it.",
        "contact.view_upkeeprun": "They call whoever looks after the server when a backup failed.",
        "contact.view_retentionperiod": "They know how long requests are kept.",
        "contact.change_retentionperiod": "A clinic may have nobody else for it.",
        "contact.view_agelimits": "They know how long requests stay that nobody closes.",
        "contact.change_agelimits": "A clinic may have nobody else for it.",
        "auth.view_user": "They look after accounts.",
        "auth.add_user": "They invite colleagues.",
        "auth.change_user": "They disable accounts and help with a lost password or phone.",
    },
    picture_permissions=PICTURES,
)
PRIVACY_OFFICERS = Role(
    name="Privacy officers",
    sentence="They check who looked at what, set how long requests are kept, and can export or delete requests.",
    permissions={
        "contact.view_consultationrequest": "They answer people who ask what is kept of them.",
        "contact.delete_consultationrequest": "They delete a request when the person asks for it.",
        "contact.export_consultationrequest": "They hand over what is kept, and answer for every copy.",
        "contact.view_requestevent": "They check who looked at what.",
        "contact.view_deletionrecord": "They prove what was deleted.",
        "contact.view_outboxmessage": "They see what leaves the site by mail.",
        "contact.view_retentionperiod": "They set how long requests are kept.",
        "contact.change_retentionperiod": "They set how long requests are kept.",
        "contact.view_agelimits": "They set how long requests stay that nobody closes.",
        "contact.change_agelimits": "They set how long requests stay that nobody closes.",
        "contact.view_upkeeprun": "They check that deletions and backups ran.",
        "auth.view_user": "They check who may sign in.",
        "admin.view_logentry": "They check what managers did with accounts.",
    },
    is_given_by_managers=False,
)

ROLES = {role.name: role for role in [EDITORS, CLINICAL_REVIEWERS, TRIAGE, PRACTICE_MANAGERS, PRIVACY_OFFICERS]}

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
