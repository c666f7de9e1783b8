"""A passkey is a second factor: after the password, for one account, on this site, and once."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.builders.passkeys import (
    ADD,
    CONFIRM,
    GIVE,
    HELD_ONLY,
    HOST,
    Device,
    browser_after_password,
    options_on,
    set_up_passkey,
)
from tests.builders.staff import PASSWORD, make_owner, make_staff

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


def give(browser, device, **wrong):
    return browser.post(GIVE, {"credential": device.prove(options_on(browser.get(GIVE)), **wrong)})


def is_in(browser):
    return browser.get("/admin/").status_code == 200


def signed_in_with(device, username="owner"):
    browser = browser_after_password(username)
    give(browser, device)
    assert is_in(browser)
    return browser


# -- signing in --------------------------------------------------------------


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


NO_CREDENTIALS = [
    "",
    "null",
    "[]",
    "1",
    "[" * 5000,
    '{"x": "' + 20_000 * "x" + '"}',
    '{"response": {"clientDataJSON": "bnVsbA"}}',
    '{"response": []}',
]


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

    assert ">Recovery code</label>" in page
    assert is_in(browser)


def test_who_has_only_the_app_is_not_asked_for_a_passkey():
    TOTP.activate(make_owner(), SECRET)

    page = browser_after_password("owner").get(GIVE).content.decode()

    assert "Code from your authenticator app, or a recovery code" in page
    assert "passkey" not in page


# -- setting up, naming, taking off ---------------------------------------------


def test_what_is_kept_is_a_public_key_and_the_name_and_recovery_codes_are_made(device):
    passkey = Authenticator.objects.get(type="webauthn")

    assert passkey.wrap().name == "My phone"
    assert set(passkey.data) == {"name", "credential"}
    assert set(passkey.data["credential"]["response"]) == {"clientDataJSON", "attestationObject"}
    assert Authenticator.objects.filter(user=passkey.user, type="recovery_codes").exists()


def test_setting_one_up_ends_the_other_sessions():
    make_owner()
    tablet, here = browser_after_password("owner"), browser_after_password("owner")

    set_up_passkey(here)

    assert "_auth_user_id" not in tablet.session
    assert "_auth_user_id" in here.session


@pytest.mark.parametrize("what", ["add", "keys/{}/edit", "keys/{}/remove"])
def test_every_change_asks_first_who_it_is(device, what):
    browser = signed_in_with(device)
    address = f"/accounts/2fa/webauthn/{what.format(Authenticator.objects.get(type='webauthn').pk)}/"

    for answer in (browser.get(address), browser.post(address, {"name": "Theirs"})):
        assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert Authenticator.objects.get(type="webauthn").wrap().name == "My phone"


def test_the_passkey_itself_confirms_who_it_is(device):
    browser = signed_in_with(device)

    answer = browser.post(
        f"{CONFIRM}?next={ADD}", {"credential": device.prove(options_on(browser.get(f"{CONFIRM}?next={ADD}")))}
    )

    assert answer["Location"] == ADD
    assert browser.get(ADD).status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"origin": "http://blog.localhost"}, {"rp_id": "evil.example"}, {"flags": HELD_ONLY}]
)
def test_one_made_elsewhere_or_without_the_finger_is_not_set_up(wrong):
    make_owner()
    browser = browser_after_password("owner")

    set_up_passkey(browser, **wrong)

    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("sent", NO_CREDENTIALS, ids=lambda sent: sent[:20])
def test_what_no_device_ever_said_is_not_set_up(sent):
    make_owner()
    browser = browser_after_password("owner")
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    browser.get(ADD)

    page = browser.post(ADD, {"name": "My phone", "credential": sent})

    assert REFUSED in page.content.decode()
    assert not Authenticator.objects.exists()


def test_a_passkey_can_be_renamed_and_a_long_name_is_no_reason_to_refuse_one(device):
    browser = signed_in_with(device)
    set_up_passkey(browser, name="x" * 100)
    first, second = Authenticator.objects.filter(type="webauthn").order_by("pk")

    browser.post(f"/accounts/2fa/webauthn/keys/{first.pk}/edit/", {"name": "Old phone"})

    page = browser.get("/accounts/2fa/webauthn/").content.decode()
    assert "<strong>Old phone</strong>" in page
    assert second.wrap().name == "x" * 60


def test_nobody_renames_or_removes_the_passkey_of_somebody_else(device):
    passkey = Authenticator.objects.get(type="webauthn")
    make_staff("sam", "Triage")
    sam = browser_after_password("sam")
    set_up_passkey(sam)

    for what in ("edit", "remove"):
        assert sam.post(f"/accounts/2fa/webauthn/keys/{passkey.pk}/{what}/", {"name": "Sam's"}).status_code == 404
    assert Authenticator.objects.get(pk=passkey.pk).wrap().name == "My phone"
    assert "My phone" in sam.get("/accounts/2fa/webauthn/").content.decode()


def test_the_last_factor_goes_with_a_warning_and_the_door_closes_at_once(device):
    browser = signed_in_with(device)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    address = f"/accounts/2fa/webauthn/keys/{Authenticator.objects.get(type='webauthn').pk}/remove/"

    warned = browser.get(address).content.decode()
    browser.post(address)

    assert "This is your only second factor." in warned
    assert not Authenticator.objects.exists()
    assert browser.get("/admin/")["Location"] == "/accounts/2fa/"


def test_one_of_two_goes_without_the_warning_and_the_door_stays_open(device):
    browser = signed_in_with(device)
    set_up_passkey(browser, name="Desk")
    address = f"/accounts/2fa/webauthn/keys/{Authenticator.objects.filter(type='webauthn').first().pk}/remove/"

    page = browser.get(address).content.decode()
    browser.post(address)

    assert "only second factor" not in page
    assert [passkey.wrap().name for passkey in Authenticator.objects.filter(type="webauthn")] == ["Desk"]
    assert is_in(browser)
