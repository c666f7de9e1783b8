"""Staff see where they are signed in, and whoever got in by an old password or factor is out."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import BACKEND_SESSION_KEY
from django.test import Client

from accounts.sign_in.sessions import OLD_BACKEND, end_sessions
from tests.builders.staff import PASSWORD, make_owner, make_staff, sign_in

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "six green kettles on the roof"


def signed_in_browser(browser="Firefox", username="sam"):
    client = Client(HTTP_USER_AGENT=browser)
    client.post("/accounts/login/", {"login": username, "password": PASSWORD})
    assert is_in(client)
    return client


def is_in(client):
    return client.get("/admin/").status_code == 200


def change_password(client):
    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )


def test_a_session_from_before_the_backend_had_its_path_stays_open():
    make_staff("sam")
    client = signed_in_browser()
    session = client.session
    session[BACKEND_SESSION_KEY] = OLD_BACKEND
    session.save()

    assert is_in(client)


def test_signing_in_gives_a_new_token_and_ends_the_one_from_before():
    make_staff("sam")
    client = Client()
    session = client.session
    session["planted"] = "by whoever gave the browser this token"
    session.save()
    token_before = session.session_key
    client.cookies["sid"] = token_before

    client.post("/accounts/login/", {"login": "sam", "password": PASSWORD})

    stolen = Client()
    stolen.cookies["sid"] = token_before
    assert is_in(client)
    assert client.session.session_key != token_before
    assert not is_in(stolen)


def test_the_list_shows_each_browser_and_which_is_this_one():
    make_staff("sam")
    make_staff("nadia")
    signed_in_browser("Tablet in room 2")
    signed_in_browser("Somebody else's", username="nadia")

    page = signed_in_browser("Firefox").get("/accounts/sessions/").content.decode()

    assert page.count("Another browser") == 1
    assert page.count("This browser") == 1
    assert "Tablet in room 2" in page
    assert "Somebody else" not in page


def test_everywhere_else_can_be_signed_out():
    make_staff("sam")
    tablet, here = signed_in_browser("Tablet"), signed_in_browser()

    here.post("/accounts/sessions/")

    assert (is_in(tablet), is_in(here)) == (False, True)


def test_a_new_password_ends_the_other_sessions():
    make_staff("sam")
    tablet, here = signed_in_browser("Tablet"), signed_in_browser()

    change_password(here)

    assert (is_in(tablet), is_in(here)) == (False, True)
    assert here.get("/accounts/sessions/").content.decode().count("Another browser") == 0


def test_switching_the_second_factor_off_ends_the_other_sessions(settings):
    user = make_staff("sam")
    tablet, here = signed_in_browser("Tablet"), signed_in_browser()
    here.post("/accounts/reauthenticate/", {"password": PASSWORD})
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")

    here.post("/accounts/2fa/totp/deactivate/")

    assert (is_in(tablet), is_in(here)) == (False, True)


def test_ending_a_persons_sessions_leaves_those_of_others(client):
    sam, nadia = make_staff("sam"), make_staff("nadia")
    by_form, other = signed_in_browser(), Client()
    sign_in(client, sam)
    sign_in(other, nadia)

    ended = end_sessions(sam)

    assert ended == 2
    assert [is_in(browser) for browser in (by_form, client, other)] == [False, False, True]


def test_a_link_signs_nobody_out_of_the_editor(client):
    sign_in(client, make_owner())

    asked = client.get("/cms/logout/")
    assert asked.status_code == 200
    assert client.get("/cms/").status_code == 200

    client.post("/cms/logout/")
    assert client.get("/cms/").status_code == 302
