"""The time that sign-in takes says nothing about who works here: a password is hashed as often for everybody."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import MD5PasswordHasher

from tests.builders.staff import PASSWORD, make_staff

pytestmark = pytest.mark.django_db

NAMES = ["sam", "left", "new"]
ADDRESSES = ["SAM@clinic.example", "dana@clinic.example", "left@clinic.example", "new@clinic.example"]
LOGINS = NAMES + ADDRESSES
STRANGERS = ["nobody", "nobody@clinic.example"]


@pytest.fixture
def staff():
    """Somebody at work, one whose user name is their address, one who left, and one who has no password yet."""
    make_staff("sam", email="sam@clinic.example")
    make_staff("dana@clinic.example", email="dana@clinic.example")
    make_staff("left", email="left@clinic.example", is_active=False)
    new = make_staff("new", email="new@clinic.example")
    new.set_unusable_password()
    new.save()


@pytest.fixture
def hashed(monkeypatch):
    """Every password that is hashed."""
    passwords = []
    encode = MD5PasswordHasher.encode

    def counted(self, password, salt):
        passwords.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return passwords


@pytest.mark.parametrize("login", LOGINS + STRANGERS)
@pytest.mark.parametrize("password", ["wrong", PASSWORD])
def test_one_try_hashes_one_password(client, staff, hashed, login, password):
    client.post("/accounts/login/", {"login": login, "password": password})

    assert len(hashed) == 1


@pytest.mark.parametrize("login", LOGINS + STRANGERS)
def test_while_sign_in_is_paused_nothing_is_hashed(client, staff, hashed, login):
    for _ in range(5):
        client.post("/accounts/login/", {"login": login, "password": "wrong"})
    hashed.clear()

    client.post("/accounts/login/", {"login": login, "password": PASSWORD})

    assert hashed == []


@pytest.mark.parametrize("login", ["sam", *STRANGERS])
def test_a_second_factor_changes_nothing_for_whoever_has_not_given_the_password(client, staff, hashed, login):
    TOTP.activate(get_user_model().objects.get(username="sam"), "JBSWY3DPEHPK3PXP")

    client.post("/accounts/login/", {"login": login, "password": "wrong"})

    assert len(hashed) == 1


def test_confirming_who_it_is_hashes_one_password(client, staff, hashed):
    client.post("/accounts/login/", {"login": "sam", "password": PASSWORD})
    hashed.clear()

    client.post("/accounts/reauthenticate/", {"password": "wrong"})

    assert len(hashed) == 1


@pytest.mark.parametrize("email", ["sam@clinic.example", "left@clinic.example", "nobody@clinic.example"])
def test_asking_for_a_new_password_hashes_nothing(client, staff, hashed, email):
    client.post("/accounts/password/reset/", {"email": email})

    assert hashed == []


@pytest.mark.parametrize("account", ["1", "zz", "zzzzzzzzzzzzz"])
def test_a_link_that_is_wrong_hashes_nothing(client, staff, hashed, account):
    page = client.get(f"/accounts/password/reset/key/{account}-abc123-0123456789/")

    assert page.status_code == 200
    assert hashed == []
