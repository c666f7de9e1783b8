"""Who may write pages, who may publish them, and the review between the two."""

from django.db import migrations

EDITORS = "Editors"
REVIEWERS = "Clinical reviewers"
REVIEW = "Clinical review"

WRITING = ["add_page", "change_page"]
PUBLISHING = ["publish_page", "lock_page", "unlock_page"]
SOURCES = ["add_source", "change_source", "view_source"]
IMAGES = ["add_image", "choose_image"]


def arrange_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    editors, _ = Group.objects.get_or_create(name=EDITORS)
    reviewers, _ = Group.objects.get_or_create(name=REVIEWERS)
    allow(apps, editors, WRITING)
    allow(apps, reviewers, WRITING + PUBLISHING)
    remove_wagtails_own_review(apps)
    arrange_review(apps, reviewers)


def allow(apps, group, page_permissions):
    """Gives the group these rights over all pages, and what everybody who writes pages needs."""
    group.permissions.set(permissions(apps, "content", "source", SOURCES))
    group.permissions.add(*permissions(apps, "wagtailadmin", "admin", ["access_admin"]))
    allow_pages(apps, group, page_permissions)
    allow_images(apps, group)


def allow_pages(apps, group, codenames):
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    GroupPagePermission.objects.filter(group=group).delete()
    for permission in permissions(apps, "wagtailcore", "page", codenames):
        GroupPagePermission.objects.create(group=group, page=root(apps), permission=permission)


def allow_images(apps, group):
    """Without change_image somebody may change only the images that they added."""
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    GroupCollectionPermission.objects.filter(group=group).delete()
    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for permission in permissions(apps, "wagtailimages", "image", IMAGES):
        GroupCollectionPermission.objects.create(group=group, collection=collection, permission=permission)


def permissions(apps, app_label, model, codenames):
    """Django makes permissions after the last migration, which is too late for this one."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    make = apps.get_model("auth", "Permission").objects.get_or_create
    return [
        make(content_type=kind, codename=codename, defaults={"name": name_of(codename)})[0]
        for codename in codenames
    ]


def name_of(codename):
    return "Can " + codename.replace("_", " ")


def remove_wagtails_own_review(apps):
    apps.get_model("auth", "Group").objects.filter(name="Moderators").delete()
    apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval").delete()
    apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name="Moderators approval").delete()


def arrange_review(apps, reviewers):
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind, _ = ContentType.objects.get_or_create(app_label="wagtailcore", model="groupapprovaltask")
    task = apps.get_model("wagtailcore", "GroupApprovalTask").objects.create(name=REVIEW, content_type=kind)
    task.groups.add(reviewers)
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=REVIEW)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task=task, sort_order=0)
    apps.get_model("wagtailcore", "WorkflowPage").objects.update_or_create(
        page=root(apps), defaults={"workflow": workflow}
    )


def hide_the_welcome_page(apps, schema_editor):
    """Until there are pages the site says so plainly, with "not found" instead of an error."""
    apps.get_model("wagtailcore", "Page").objects.filter(
        depth=2, content_type__app_label="wagtailcore", content_type__model="page"
    ).update(live=False)


def root(apps):
    return apps.get_model("wagtailcore", "Page").objects.get(depth=1)


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0001_pages"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.RunPython(arrange_roles, migrations.RunPython.noop),
        migrations.RunPython(hide_the_welcome_page, migrations.RunPython.noop),
    ]
