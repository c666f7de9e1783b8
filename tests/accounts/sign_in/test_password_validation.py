"""Passwords are long, and not what anybody would try first."""

import pytest
from django.conf import global_settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from clinic_site.settings import base
from tests.builders.staff import PASSWORD, make_staff

pytestmark = pytest.mark.django_db

WEAK = [
    "a short one",
    "passwordpassword",
    "123456789012345",
    "Qwertyuiop 12345678",
    "aaaaaaaaaaaaaaaaaaaa",
    "abcabcabcabcabcabc",
    "samantha-the-nurse",
]


@pytest.mark.parametrize("password", WEAK)
def test_weak_passwords_are_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, make_staff("samantha-the-nurse"))


@pytest.mark.parametrize("password", [PASSWORD, "six green kettles", "Zq9!vR2#tL7@wX4", "six green kettles " * 6])
def test_others_pass(password):
    assert validate_password(password, make_staff("sam")) is None


def test_the_form_says_what_is_wrong():
    make_staff("sam")
    client = Client()
    client.post("/accounts/login/", {"login": "sam", "password": PASSWORD})
    weak = {"oldpassword": PASSWORD, "password1": "passwordpassword", "password2": "passwordpassword"}

    page = client.post("/accounts/password/change/", weak).content.decode()

    assert "<title>Error: Change your password" in page
    assert "Take words that do not belong together." in page


def test_passwords_are_kept_with_as_many_rounds_as_owasp_asks_for(settings):
    settings.PASSWORD_HASHERS = getattr(base, "PASSWORD_HASHERS", global_settings.PASSWORD_HASHERS)

    algorithm, rounds, _, _ = make_password(PASSWORD).split("$")

    assert algorithm == "pbkdf2_sha256"
    assert int(rounds) >= 600_000
