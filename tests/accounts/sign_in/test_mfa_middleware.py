"""Nobody reaches a staff page without this session's second factor, whichever login view they used."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth import get_user_model
from django.urls import reverse

from tests.builders.staff import PASSWORD, make_owner, make_staff, sign_in

pytestmark = pytest.mark.django_db

STAFF_PATHS = ["/admin/", "/cms/"]
SECRET = "JBSWY3DPEHPK3PXP"
OTHER_LOGIN_VIEWS = ["/admin/login/", "/cms/login/", "/_util/login/"]


def enrol(user):
    return TOTP.activate(user, SECRET).instance


def code_of_now():
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


@pytest.mark.parametrize("area", STAFF_PATHS)
def test_a_stranger_is_sent_to_the_one_sign_in(client, area):
    response = client.get(area)

    assert response.status_code == 302
    assert response["Location"] == f"/accounts/login/?next={area}"


@pytest.mark.parametrize("area", STAFF_PATHS)
def test_an_account_that_is_not_staff_stays_outside(client, area):
    client.force_login(get_user_model().objects.create_user("visitor"))

    response = client.get(area)

    assert response.status_code == 403


@pytest.mark.parametrize("area", STAFF_PATHS)
def test_where_mfa_is_required_staff_without_it_are_led_to_enrolment(client, settings, area):
    settings.REQUIRE_MFA = True
    sign_in(client, make_owner())

    response = client.get(area)

    assert response.status_code == 302
    assert response["Location"] == "/accounts/2fa/"


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize("area", STAFF_PATHS)
def test_an_enrolled_account_that_gave_only_its_password_is_signed_out(client, settings, area, required):
    settings.REQUIRE_MFA = required
    owner = make_owner()
    enrol(owner)
    sign_in(client, owner)

    response = client.get(area)

    assert response["Location"] == f"/accounts/login/?next={area}"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("area", STAFF_PATHS)
def test_a_session_that_gave_its_second_factor_passes(client, settings, area):
    settings.REQUIRE_MFA = True
    owner = make_owner()
    enrol(owner)
    sign_in(client, owner, second_factor=True)

    response = client.get(area)

    assert response.status_code == 200


def test_whoever_switches_off_their_last_factor_is_warned_and_led_to_another_at_once(client, settings):
    settings.REQUIRE_MFA = True
    owner = make_owner()
    enrol(owner)
    sign_in(client, owner, second_factor=True)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    warned = client.get("/accounts/2fa/totp/deactivate/").content.decode()
    client.post("/accounts/2fa/totp/deactivate/")

    assert "This is your only second factor." in warned
    assert client.get("/admin/")["Location"] == "/accounts/2fa/"


@pytest.mark.parametrize("address", OTHER_LOGIN_VIEWS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_other_login_view_leads_to_the_one_sign_in(client, address, method):
    make_staff("sam")

    response = getattr(client, method)(address, {"username": "sam", "password": PASSWORD})

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session


def test_password_and_code_together_open_the_door(client, settings):
    settings.REQUIRE_MFA = True
    enrol(make_owner())

    asked_for_code = client.post("/accounts/login/", {"login": "owner", "password": PASSWORD})
    client.post(asked_for_code["Location"], {"code": code_of_now()})

    assert client.get("/admin/").status_code == 200


def test_the_password_alone_signs_nobody_in_who_has_a_second_factor(client):
    enrol(make_owner())

    response = client.post("/accounts/login/", {"login": "owner", "password": PASSWORD})

    assert response["Location"] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session


def test_secrets_of_second_factors_are_stored_encrypted():
    owner = make_owner()
    enrol(owner)

    stored = str(Authenticator.objects.get(user=owner).data)

    assert SECRET not in stored


def test_nobody_can_sign_themselves_up(client):
    response = client.post(reverse("account_signup"), {"username": "new", "password1": PASSWORD, "password2": PASSWORD})

    assert get_user_model().objects.count() == 0
    assert "Sign up closed" in response.content.decode() or response.status_code in {302, 403}


def test_the_page_editor_is_not_for_staff_who_only_triage(client):
    sign_in(client, make_staff("sam", "Triage"))

    response = client.get("/cms/")

    assert response.status_code == 403
