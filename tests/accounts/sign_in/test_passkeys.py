"""A passkey is a second factor: after the password, for one account, on this site, and once."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.builders.passkeys import (
    CONFIRM,
    GIVE,
    HELD_ONLY,
    HOST,
    NO_CREDENTIALS,
    Device,
    browser_after_password,
    give,
    is_in,
    options_on,
    set_up_passkey,
    signed_in_with,
)
from tests.builders.staff import make_owner, make_staff

pytestmark = pytest.mark.django_db
REFUSED = "That passkey did not work."
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _second_factors_are_required(settings):
    settings.REQUIRE_MFA = True


@pytest.fixture
def device():
    """The owner's phone, which holds the one passkey of the account."""
    make_owner()
    return set_up_passkey(browser_after_password("owner"))


def test_password_and_passkey_together_open_the_door(device):
    browser = browser_after_password("owner")

    give(browser, device)

    assert is_in(browser)


def test_the_password_alone_signs_nobody_in_who_has_a_passkey(device):
    browser = browser_after_password("owner")

    assert browser.get("/admin/")["Location"] == "/accounts/login/?next=/admin/"
    assert "_auth_user_id" not in browser.session


def test_a_session_opened_by_the_password_before_does_not_pass_either():
    make_owner()
    before, browser = browser_after_password("owner"), browser_after_password("owner")
    set_up_passkey(browser)

    response = before.get("/admin/")

    assert response["Location"] == "/accounts/login/?next=/admin/"
    assert "_auth_user_id" not in before.session
    assert is_in(browser)


def test_a_passkey_alone_is_no_way_in(device):
    for name in ("mfa_login_webauthn", "mfa_signup_webauthn"):
        with pytest.raises(NoReverseMatch):
            reverse(name)

    assert Client(headers=HOST).get(GIVE)["Location"] == "/accounts/login/"


def test_a_session_that_a_passkey_alone_opened_does_not_pass(device):
    browser = signed_in_with(device)
    session = browser.session
    for record in session["account_authentication_methods"]:
        record["passwordless"] = True
    session.save()

    assert browser.get("/admin/")["Location"] == "/accounts/login/?next=/admin/"


def test_the_passkey_of_somebody_else_is_refused(device):
    make_staff("sam", "Triage")
    sams_device = set_up_passkey(browser_after_password("sam"))
    browser = browser_after_password("owner")

    page = give(browser, sams_device)

    assert REFUSED in page.content.decode()
    assert not is_in(browser)


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://localhost.evil.example"},
        {"origin": "http://blog.localhost"},
        {"origin": "http://localhost:8001"},
        {"rp_id": "evil.example"},
        {"flags": HELD_ONLY},
        {"kind": "webauthn.create"},
    ],
    ids=lambda wrong: str(*wrong.values()),
)
def test_what_was_made_elsewhere_or_without_the_finger_is_refused(device, wrong):
    browser = browser_after_password("owner")

    page = give(browser, device, **wrong)

    assert REFUSED in page.content.decode()
    assert "<title>Error: Second factor" in page.content.decode()
    assert not is_in(browser)


def test_an_answer_to_another_page_is_refused(device):
    browser = browser_after_password("owner")
    answer = device.prove(options_on(browser.get(GIVE)))
    browser.get(GIVE)

    page = browser.post(GIVE, {"credential": answer})

    assert REFUSED in page.content.decode()
    assert not is_in(browser)


def test_an_answer_works_once(device):
    browser, overheard = browser_after_password("owner"), browser_after_password("owner")
    answer = device.prove(options_on(browser.get(GIVE)))
    browser.post(GIVE, {"credential": answer})
    confirming = signed_in_with(device)
    again = device.prove(options_on(confirming.get(CONFIRM)))
    confirming.post(CONFIRM, {"credential": again})

    assert REFUSED in overheard.post(GIVE, {"credential": answer}).content.decode()
    assert REFUSED in confirming.post(CONFIRM, {"credential": again}).content.decode()


@pytest.mark.parametrize("sent", NO_CREDENTIALS, ids=lambda sent: sent[:20])
def test_what_no_device_ever_said_is_refused_too(device, sent):
    browser = browser_after_password("owner")

    page = browser.post(GIVE, {"credential": sent})

    assert page.status_code == 200
    assert REFUSED in page.content.decode()
    assert not is_in(browser)


def test_a_credential_with_holes_is_refused(device):
    browser = browser_after_password("owner")
    whole = json.loads(device.prove(options_on(browser.get(GIVE))))

    for missing in list(whole["response"]):
        answer = whole | {"response": {key: value for key, value in whole["response"].items() if key != missing}}
        assert REFUSED in browser.post(GIVE, {"credential": json.dumps(answer)}).content.decode()
        browser.get(GIVE)


def test_wrong_passkeys_lock_and_then_the_right_one_does_not_help(device):
    browser = browser_after_password("owner")

    statuses = [give(browser, Device()).status_code for _ in range(5)]

    assert statuses == [200, 200, 200, 200, 429]
    assert give(browser, device).status_code == 429
    assert "_auth_user_id" not in browser.session


def test_recovery_codes_open_the_account_when_the_device_is_lost(device):
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    browser = browser_after_password("owner")

    page = browser.get(GIVE).content.decode()
    browser.post(GIVE, {"code": codes[0]})

    assert re.search(r">\s*Recovery code\s*</label>", page)
    assert is_in(browser)


def test_who_has_only_the_app_is_not_asked_for_a_passkey():
    TOTP.activate(make_owner(), SECRET)

    page = browser_after_password("owner").get(GIVE).content.decode()

    assert "Code from your authenticator app, or a recovery code" in page
    assert "passkey" not in page
