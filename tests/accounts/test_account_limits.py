"""What a manager of accounts may not do with accounts above theirs, or with their own."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission

from tests.builders.staff import PASSWORD, make_owner, make_staff, sign_in

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "six green kettles on the roof"
INVITATION = {"username": "nadia", "first_name": "Nadia", "last_name": "", "email": "nadia@clinic.example"}


@pytest.fixture
def manager(client):
    user = make_staff("morgan", "Practice managers", email="morgan@clinic.example")
    sign_in(client, user)
    return user


def group_pk(name):
    return Group.objects.get(name=name).pk


def change_page(person):
    return f"/admin/auth/user/{person.pk}/change/"


def do(client, person, deed, **fields):
    return client.post(f"/admin/auth/user/{person.pk}/do/{deed}/", fields)


@pytest.fixture
def nadia(client, manager):
    """Somebody who was just invited for triage."""
    client.post("/admin/auth/user/add/", INVITATION | {"groups": [group_pk("Triage")]})
    return get_user_model().objects.get(username="nadia")


def people_above():
    """Accounts that hold what no manager could give, by the reason."""
    officer = make_staff("petra", "Privacy officers", email="petra@clinic.example")
    special = make_staff("sven", "Triage", email="sven@clinic.example")
    special.user_permissions.add(Permission.objects.get(codename="view_deletionrecord"))
    return {"owner": make_owner(), "officer": officer, "special": special}


@pytest.mark.parametrize("who", ["owner", "officer", "special"])
@pytest.mark.parametrize("deed", ["invite", "new-password", "unlock", "sign-out", "second-factor", "disable", "enable"])
def test_managers_do_nothing_with_accounts_above_theirs(client, manager, who, deed):
    person = people_above()[who]

    response = do(client, person, deed, sure="on")

    person.refresh_from_db()
    assert response.status_code == 403
    assert person.is_active


@pytest.mark.parametrize("who", ["owner", "officer", "special"])
def test_managers_see_accounts_above_theirs_and_change_nothing(client, manager, who):
    person = people_above()[who]

    seen = client.get(change_page(person))
    response = client.post(change_page(person), {"username": "taken", "email": "morgan2@clinic.example"})

    person.refresh_from_db()
    assert seen.status_code == 200
    assert "What you can do" not in seen.content.decode()
    assert response.status_code == 403
    assert person.username != "taken"


@pytest.mark.parametrize(
    "sneaked_in", [{"is_superuser": "on"}, {"is_staff": "on", "user_permissions": ["1"]}, {"password": "x" * 20}]
)
def test_managers_give_nothing_that_the_form_does_not_show(client, manager, sneaked_in):
    sam = make_staff("sam", "Triage", email="sam@clinic.example")
    fields = {"first_name": "Sam", "last_name": "", "groups": [group_pk("Triage")]}

    response = client.post(change_page(sam), fields | sneaked_in)

    sam.refresh_from_db()
    assert response.status_code == 302
    assert (sam.is_superuser, sam.user_permissions.count(), sam.check_password(PASSWORD)) == (False, 0, True)
    assert sam.first_name == "Sam"


def test_managers_cannot_appoint_privacy_officers(client, manager):
    page = client.post("/admin/auth/user/add/", INVITATION | {"groups": [group_pk("Privacy officers")]})

    assert page.status_code == 200
    assert not get_user_model().objects.filter(username="nadia").exists()


def test_managers_do_not_give_roles_to_themselves(client, manager):
    client.post(change_page(manager), {"first_name": "Morgan", "last_name": "", "groups": [group_pk("Triage")]})

    manager.refresh_from_db()
    assert manager.first_name == "Morgan"
    assert [group.name for group in manager.groups.all()] == ["Practice managers"]


@pytest.mark.parametrize("deed", ["second-factor", "disable", "enable"])
def test_nobody_weakens_their_own_account_here(client, manager, deed):
    TOTP.activate(manager, "JBSWY3DPEHPK3PXP")
    sign_in(client, manager, second_factor=True)

    response = do(client, manager, deed, sure="on")

    assert response.status_code == 404
    assert Authenticator.objects.filter(user=manager).exists()


def test_managers_cannot_turn_the_mails_of_somebody_else_to_themselves(client, manager):
    sam = make_staff("sam", "Triage", email="sam@clinic.example")

    client.post(change_page(sam), {"username": "sam", "first_name": "S", "email": "evil@elsewhere.example"})

    sam.refresh_from_db()
    assert (sam.first_name, sam.email) == ("S", "sam@clinic.example")


def test_the_last_owner_cannot_be_disabled(client):
    owner, other = make_owner(), make_owner("second")
    sign_in(client, owner)
    do(client, other, "disable")

    response = do(client, owner, "disable")

    other.refresh_from_db()
    assert (response.status_code, other.is_active) == (404, False)


def test_nobody_is_deleted(client):
    sam = make_staff("sam")
    sign_in(client, make_owner())

    response = client.post(f"/admin/auth/user/{sam.pk}/delete/", {"post": "yes"})

    assert response.status_code == 403
    assert get_user_model().objects.filter(pk=sam.pk).exists()


def test_nobody_sets_a_password_for_somebody_else(client):
    sam = make_staff("sam")
    sign_in(client, make_owner())

    client.post(f"/admin/auth/user/{sam.pk}/password/", {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    sam.refresh_from_db()
    assert sam.check_password(PASSWORD)


@pytest.mark.parametrize("address", ["/cms/users/", "/cms/users/add/", "/cms/bulk/auth/user/delete/"])
def test_the_page_editors_own_pages_about_people_lead_here(client, address):
    sign_in(client, make_owner())

    response = client.post(address, {"username": "new", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    assert response["Location"] == "/admin/auth/user/"
    assert get_user_model().objects.count() == 1


def test_a_deed_is_never_done_by_a_link(client, manager):
    sam = make_staff("sam", "Triage")

    response = client.get(f"/admin/auth/user/{sam.pk}/do/disable/")

    sam.refresh_from_db()
    assert (response.status_code, sam.is_active) == (405, True)
