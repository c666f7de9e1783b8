"""Passkeys are set up, named and removed only by those who they belong to."""

import pytest
from allauth.mfa.models import Authenticator

from tests.builders.passkeys import (
    ADD,
    CONFIRM,
    HELD_ONLY,
    NO_CREDENTIALS,
    browser_after_password,
    is_in,
    options_on,
    set_up_passkey,
    signed_in_with,
)
from tests.builders.staff import PASSWORD, make_owner, make_staff

pytestmark = pytest.mark.django_db
REFUSED = "That passkey did not work."


@pytest.fixture(autouse=True)
def _second_factors_are_required(settings):
    settings.REQUIRE_MFA = True


@pytest.fixture
def device():
    """The owner's phone, which holds the one passkey of the account."""
    make_owner()
    return set_up_passkey(browser_after_password("owner"))


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
