"""What a role may do stands in one file, and is so on new and on installed sites after each migrate."""

import io

import pytest
from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from accounts.roles import ROLES, apply_roles
from tests.builders.pages import make_home_page
from tests.builders.staff import make_owner, make_staff, sign_in

pytestmark = pytest.mark.django_db


def permission(name):
    app_label, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def document_permission():
    """As the wagtaildocs of an installed site left it."""
    kind, _ = ContentType.objects.get_or_create(app_label="wagtaildocs", model="document")
    return Permission.objects.get_or_create(content_type=kind, codename="add_document", name="Can add document")[0]


def held(name):
    group = Group.objects.get(name=name)
    over_pages = group.page_permissions.filter(page__depth=1)
    over_pictures = group.collection_permissions.filter(collection__depth=1)
    return {
        "models": {f"{one.content_type.app_label}.{one.codename}" for one in group.permissions.all()},
        "pages": {f"wagtailcore.{one.permission.codename}" for one in over_pages},
        "pictures": {f"wagtailimages.{one.permission.codename}" for one in over_pictures},
        "all": group.permissions.count() + group.page_permissions.count() + group.collection_permissions.count(),
    }


def should_be_held(role):
    return {
        "models": set(role.permissions),
        "pages": set(role.page_permissions),
        "pictures": set(role.picture_permissions),
        "all": len(role.permissions) + len(role.page_permissions) + len(role.picture_permissions),
    }


def apply():
    said = io.StringIO()
    apply_roles(stdout=said)
    return said.getvalue().splitlines()


@pytest.mark.parametrize("name", ROLES)
def test_after_migrate_each_role_holds_what_the_file_says(name):
    assert held(name) == should_be_held(ROLES[name])


@pytest.mark.parametrize("name", ROLES)
def test_each_permission_has_its_reason(name):
    role = ROLES[name]
    reasons = [*role.permissions.values(), *role.page_permissions.values(), *role.picture_permissions.values()]

    assert all(reason.endswith(".") for reason in [role.sentence, *reasons])


def test_what_a_library_or_an_owner_gave_a_role_is_taken_away_and_said():
    editors = Group.objects.get(name="Editors")
    editors.permissions.add(permission("wagtailredirects.add_redirect"))
    root = Collection.objects.get(depth=1)
    GroupCollectionPermission.objects.create(group=editors, collection=root, permission=document_permission())
    page = Page.objects.get(depth=1).add_child(instance=Page(title="A page", slug="a-page"))
    GroupPagePermission.objects.create(group=editors, page=page, permission=permission("wagtailcore.publish_page"))

    said = apply()

    assert held("Editors") == should_be_held(ROLES["Editors"])
    assert said == [
        "Took from Editors: wagtailredirects.add_redirect",
        f"Took from Editors: wagtailcore.publish_page over page {page.pk}",
        f"Took from Editors: wagtaildocs.add_document over collection {root.pk}",
    ]


def test_what_a_role_lacks_is_given_and_a_role_that_is_gone_is_made():
    for group in Group.objects.filter(name__in=["Triage", "Privacy officers"]):
        group.permissions.clear()
    Group.objects.filter(name="Privacy officers")._raw_delete("default")

    said = apply()

    assert said == []
    assert held("Triage") == should_be_held(ROLES["Triage"])
    assert held("Privacy officers") == should_be_held(ROLES["Privacy officers"])


def test_groups_of_the_clinics_own_stay():
    own = Group.objects.create(name="Bookkeepers")
    own.permissions.add(permission("contact.view_clinicdetails"))
    GroupPagePermission.objects.create(
        group=own, page=Page.objects.get(depth=1), permission=permission("wagtailcore.change_page")
    )

    assert apply() == []
    assert held("Bookkeepers") == {
        "models": {"contact.view_clinicdetails"},
        "pages": {"wagtailcore.change_page"},
        "pictures": set(),
        "all": 2,
    }


def test_once_there_is_a_home_page_the_roles_begin_there():
    home = make_home_page()

    assert apply() == []
    pages = GroupPagePermission.objects.filter(group__name__in=ROLES).values_list("page", flat=True)
    assert set(pages) == {home.pk}
    assert apply() == []


def test_a_second_time_changes_nothing_and_asks_little(django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        assert apply() == []


def test_it_comes_after_the_permissions_of_every_app():
    """Whatever the order of the apps: what is made by post_migrate is made before the roles are given."""
    Permission.objects.filter(content_type__app_label__in=["contact", "content", "wagtailimages"]).delete()

    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias, stdout=io.StringIO())

    assert {name: held(name) for name in ROLES} == {name: should_be_held(role) for name, role in ROLES.items()}


def test_a_permission_that_is_not_made_yet_waits():
    Permission.objects.get(codename="view_note").delete()

    assert apply() == []
    create_permissions(apps.get_app_config("contact"), verbosity=0)
    apply()

    assert held("Triage") == should_be_held(ROLES["Triage"])


# -- where a role is given, and where it is looked at ------------------------------


def test_the_form_says_what_each_role_does(client):
    sign_in(client, make_staff("morgan", "Practice managers"))

    page = client.get("/admin/auth/user/add/").content.decode()

    for role in ROLES.values():
        sentence = role.sentence.replace("'", "&#x27;")
        assert (sentence in page) == role.is_given_by_managers


def test_a_group_of_the_clinics_own_can_be_given_too(client):
    sign_in(client, make_owner())
    Group.objects.create(name="<b>Bookkeepers</b>")

    assert "&lt;b&gt;Bookkeepers" in client.get("/admin/auth/user/add/").content.decode()


@pytest.mark.parametrize("name", ROLES)
def test_an_owner_looks_at_a_role_and_cannot_change_or_delete_it(client, name):
    sign_in(client, make_owner())
    address = f"/admin/auth/group/{Group.objects.get(name=name).pk}"

    page = client.get(f"{address}/change/").content.decode()
    answers = [
        client.post(f"{address}/{what}/", {"post": "yes", "name": "X"}).status_code for what in ["change", "delete"]
    ]

    assert "comes with the site" in page
    assert answers == [403, 403]
    assert held(name) == should_be_held(ROLES[name])


def test_nor_several_at_once(client):
    sign_in(client, make_owner())
    own = Group.objects.create(name="Bookkeepers")
    chosen = [own.pk, Group.objects.get(name="Triage").pk]

    client.post(
        "/admin/auth/group/", {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}, follow=True
    )

    assert Group.objects.filter(name="Triage").exists()


def test_nor_in_the_page_editor(client):
    sign_in(client, make_owner())
    editors = Group.objects.get(name="Editors")

    client.post(f"/cms/groups/delete/{editors.pk}/")

    assert Group.objects.filter(name="Editors").exists()


def test_a_role_keeps_its_name():
    triage = Group.objects.get(name="Triage")
    triage.name = "Nurses"

    with pytest.raises(PermissionDenied):
        triage.save()


def test_an_owner_makes_changes_and_deletes_groups_of_the_clinics_own(client):
    sign_in(client, make_owner())

    client.post("/admin/auth/group/add/", {"name": "Bookkeepers"})
    own = Group.objects.get(name="Bookkeepers")
    client.post(f"/admin/auth/group/{own.pk}/change/", {"name": "Accounts"})
    renamed = Group.objects.get(pk=own.pk).name
    client.post(f"/admin/auth/group/{own.pk}/delete/", {"post": "yes"})

    assert renamed == "Accounts"
    assert not Group.objects.filter(pk=own.pk).exists()
