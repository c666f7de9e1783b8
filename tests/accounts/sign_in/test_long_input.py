"""Nobody keeps the site busy by sending it long texts before they have signed in."""

import string

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.people.account_actions import link_for
from accounts.sign_in.password_validation import LONGEST_PASSWORD, JoinedCommonPasswordsValidator
from tests.builders.staff import PASSWORD, make_staff

pytestmark = pytest.mark.django_db

MEGABYTE = "six green kettles " * 58_000
GIVE = "/accounts/2fa/authenticate/"


@pytest.fixture
def hashed(monkeypatch):
    lengths = []
    encode = MD5PasswordHasher.encode

    def noted(self, password, salt):
        lengths.append(len(password))
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", noted)
    return lengths


@pytest.mark.parametrize("field", ["login", "password"])
def test_a_long_text_at_sign_in_is_not_looked_at(client, hashed, field):
    make_staff("sam")
    hashed.clear()

    page = client.post("/accounts/login/", {"login": "sam", "password": PASSWORD} | {field: MEGABYTE})

    assert "too long" in page.content.decode()
    assert hashed == []
    assert not AccessAttempt.objects.exists()


def test_a_long_address_is_not_looked_for(client, mailoutbox):
    page = client.post("/accounts/password/reset/", {"email": MEGABYTE.replace(" ", "") + "@clinic.example"})

    assert page.status_code == 200
    assert mailoutbox == []


def test_a_long_code_is_not_looked_at(client):
    TOTP.activate(make_staff("sam"), "JBSWY3DPEHPK3PXP")
    client.post("/accounts/login/", {"login": "sam", "password": PASSWORD})

    page = client.post(GIVE, {"code": "1" * 1_000_000})

    assert "too long" in page.content.decode()
    assert not AccessAttempt.objects.exists()


def test_a_long_password_cannot_be_chosen(hashed):
    sam, browser = make_staff("sam"), Client()
    form = browser.get(link_for(sam).removeprefix("http://localhost:8000"))["Location"]
    hashed.clear()

    page = browser.post(form, {"password1": MEGABYTE, "password2": MEGABYTE})

    assert "too long" in page.content.decode()
    assert hashed == []


def test_whoever_chose_a_long_password_before_can_still_sign_in(client):
    sam, long = make_staff("sam"), "six green kettles " * 200
    sam.set_password(long)
    sam.save()

    client.post("/accounts/login/", {"login": "sam", "password": long})

    assert "_auth_user_id" in client.session


def test_the_rule_has_an_upper_length():
    password = (string.ascii_letters + string.digits) * 3

    assert validate_password(password[:LONGEST_PASSWORD]) is None
    with pytest.raises(ValidationError) as refused:
        validate_password(password[: LONGEST_PASSWORD + 1])
    assert [error.code for error in refused.value.error_list] == ["password_too_long"]


class Looked(str):
    """Counts how many pieces of it were cut off, which is what grows with the square of a password's length."""

    cuts = 0

    def __getitem__(self, key):
        Looked.cuts += 1
        return Looked(super().__getitem__(key))


@pytest.mark.parametrize("text", ["a1b2c3d4", "password", "123456"])
def test_twice_the_length_costs_no_more_than_twice(text):
    rule, costs = JoinedCommonPasswordsValidator(), []
    for length in (64, 128):
        Looked.cuts = 0
        rule.is_joined(Looked((text * 128)[:length]), 3)
        costs.append(Looked.cuts)

    assert costs[1] <= 2 * costs[0]


def test_no_rule_is_busy_with_a_megabyte(monkeypatch):
    looked = []
    monkeypatch.setattr(JoinedCommonPasswordsValidator, "is_joined", lambda *args: looked.append(args))

    with pytest.raises(ValidationError) as refused:
        validate_password(MEGABYTE, make_staff("sam"))

    assert [error.code for error in refused.value.error_list] == ["password_too_long"]
    assert looked == []
