"""Where nothing can be written, sign-in says that the fault is the site's, whatever was typed."""

from contextlib import contextmanager

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import OperationalError, connection

from accounts.people.account_actions import link_for
from tests.builders.staff import PASSWORD, make_staff, sign_in

pytestmark = pytest.mark.django_db

WRITES = ("INSERT", "UPDATE", "DELETE")


def refuse_writes(execute, sql, params, many, context):
    if sql.lstrip().upper().startswith(WRITES):
        raise OperationalError("database or disk is full")
    return execute(sql, params, many, context)


@contextmanager
def full_disk():
    with connection.execute_wrapper(refuse_writes):
        yield


@pytest.fixture
def sam():
    return make_staff("sam", email="sam@clinic.example")


def says_that_it_is_not_working(answer):
    page = answer.content.decode()
    return answer.status_code == 503 and "Sign-in isn" in page and "Too many tries" not in page


@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
@pytest.mark.parametrize("second_factor", [False, True])
def test_sign_in(client, sam, password, second_factor):
    if second_factor:
        TOTP.activate(sam, "JBSWY3DPEHPK3PXP")

    with full_disk():
        answer = client.post("/accounts/login/", {"login": "sam", "password": password})

    assert says_that_it_is_not_working(answer)
    assert "_auth_user_id" not in client.session


def test_confirming_a_password(client, sam):
    sign_in(client, sam)

    with full_disk():
        answer = client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    assert says_that_it_is_not_working(answer)


def test_asking_for_a_new_password(client, sam):
    with full_disk():
        answer = client.post("/accounts/password/reset/", {"email": "sam@clinic.example"})

    assert says_that_it_is_not_working(answer)


def test_choosing_a_new_password(client, sam):
    form = client.get(link_for(sam).removeprefix("http://localhost:8000"))["Location"]

    with full_disk():
        answer = client.post(form, {"password1": "six green kettles", "password2": "six green kettles"})

    assert says_that_it_is_not_working(answer)


def test_the_form_itself_is_shown(client):
    with full_disk():
        assert client.get("/accounts/login/").status_code == 200


def test_afterwards_everything_is_as_before(client, sam):
    with full_disk():
        client.post("/accounts/login/", {"login": "sam", "password": PASSWORD})

    client.post("/accounts/login/", {"login": "sam", "password": PASSWORD})

    assert "_auth_user_id" in client.session


def test_too_many_requests_are_still_called_so(client, sam, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    client.post("/accounts/password/reset/", {"email": "sam@clinic.example"})

    answer = client.post("/accounts/password/reset/", {"email": "sam@clinic.example"})

    assert answer.status_code == 429
    assert "<h1>Too many tries</h1>" in answer.content.decode()
