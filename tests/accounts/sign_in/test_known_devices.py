"""Nobody keeps somebody else out of a device in which they signed in before."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import KnownDevice
from accounts.people.account_actions import ACCOUNT_ACTIONS, link_for
from accounts.sign_in import known_devices
from accounts.sign_in.lockout import is_locked, unlock
from clinic_site.settings import base
from tests.builders.staff import PASSWORD, make_staff

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"
NEW_PASSWORD = "six green kettles on the roof"
HOME = "203.0.113.9"


@pytest.fixture(autouse=True)
def _few_are_enough(settings):
    settings.FAILURES_PER_ACCOUNT = settings.FAILURES_PER_ADDRESS = 6


@pytest.fixture
def sam():
    return make_staff("sam", email="sam@clinic.example")


@pytest.fixture
def desk(sam):
    """The browser at the front desk, in which Sam signed in before."""
    browser = Client(REMOTE_ADDR=HOME)
    assert signs_in(browser)
    browser.post("/accounts/logout/")
    return browser


def give_password(browser, login="sam", password=PASSWORD):
    return browser.post("/accounts/login/", {"login": login, "password": password})


def signs_in(browser, login="sam", password=PASSWORD):
    give_password(browser, login, password)
    return "_auth_user_id" in browser.session


def attack(login="sam", times=6):
    """Wrong passwords from many addresses, each from another browser."""
    for number in range(times):
        give_password(Client(REMOTE_ADDR=f"198.51.100.{number}"), login, "wrong")


def test_thirty_wrong_tries_from_thirty_addresses_keep_nobody_out_of_their_own_device(desk, settings):
    settings.FAILURES_PER_ACCOUNT = base.FAILURES_PER_ACCOUNT

    attack(times=29)
    before = signs_in(Client(REMOTE_ADDR="203.0.113.10"))
    attack(times=30)

    assert before
    assert not signs_in(Client(REMOTE_ADDR="203.0.113.10"))
    assert signs_in(desk)


@pytest.mark.parametrize("login", ["sam", "sam@clinic.example"])
def test_tries_from_everywhere_lock_out_strangers_and_not_a_known_device(desk, login):
    attack("sam", 3)
    attack("sam@clinic.example", 3)

    assert not signs_in(Client(REMOTE_ADDR="203.0.113.10"), login)
    assert signs_in(desk, login)


def test_tries_from_the_same_network_do_not_either(desk):
    attack_here = Client(REMOTE_ADDR=HOME)
    for login in ["sam", "somebody", "somebody-else"] * 4:
        give_password(attack_here, login, "wrong")

    assert signs_in(desk)


def test_a_known_device_is_limited_by_itself(desk):
    statuses = [give_password(desk, password="wrong").status_code for _ in range(5)]

    assert statuses == [200, 200, 200, 200, 429]
    assert not signs_in(desk)
    assert signs_in(Client(REMOTE_ADDR=HOME))


def test_a_device_is_known_for_those_who_signed_in_there(desk):
    make_staff("nadia")
    attack("nadia")

    assert not signs_in(desk, "nadia")


def test_one_device_is_known_for_everybody_who_signed_in_there(desk):
    make_staff("nadia")
    assert signs_in(desk, "nadia")
    desk.post("/accounts/logout/")
    attack("nadia")
    attack("sam")

    assert signs_in(desk, "nadia")
    desk.post("/accounts/logout/")
    assert signs_in(desk, "sam")


def test_the_cookie_is_signed_and_names_nobody(desk, sam):
    cookie = desk.cookies["device"]

    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/accounts/")
    for personal in ("sam", "clinic.example", HOME):
        assert personal not in cookie.value
    assert sam.pk not in [int(part) for part in cookie.value.split(":") if part.isdigit()]


def test_no_page_for_visitors_sets_it(client):
    assert "device" not in client.get("/accounts/login/").cookies


@pytest.mark.parametrize("forged", ["", "x", "name:signature", "a" * 100_000])
def test_a_cookie_that_the_site_did_not_sign_is_worth_nothing(desk, forged):
    stranger = Client(REMOTE_ADDR="203.0.113.10")
    stranger.cookies["device"] = forged
    attack()

    assert not signs_in(stranger)


def test_only_a_whole_sign_in_makes_a_device_known(sam):
    TOTP.activate(sam, SECRET)

    give_password(Client())

    assert not KnownDevice.objects.exists()


def sign_out_elsewhere(sam, here):
    here.post("/accounts/sessions/")


def change_password(sam, here):
    new = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    here.post("/accounts/password/change/", new)


@pytest.mark.parametrize("what", [sign_out_elsewhere, change_password])
def test_what_ends_sessions_elsewhere_ends_devices_elsewhere(desk, sam, what):
    here = Client(REMOTE_ADDR="203.0.113.11")
    assert signs_in(here)

    what(sam, here)

    sam.refresh_from_db()
    password = NEW_PASSWORD if what is change_password else PASSWORD
    here.post("/accounts/logout/")
    attack()
    assert not signs_in(desk, password=password)
    assert signs_in(here, password=password)


def by_password_set_anywhere(sam):
    for password in (NEW_PASSWORD, PASSWORD):
        sam.set_password(password)
        sam.save()


def by_time(sam):
    KnownDevice.objects.update(last_sign_in=timezone.now() - timedelta(days=366))


def by_a_new_second_factor(sam):
    browser = Client()
    give_password(browser)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    TOTP.activate(sam, SECRET)
    browser.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()


ENDS = [pytest.param(ACCOUNT_ACTIONS[name].act, id=name) for name in ("sign-out", "disable", "second-factor")]


@pytest.mark.parametrize("end", [*ENDS, by_password_set_anywhere, by_time, by_a_new_second_factor])
def test_what_makes_a_device_unknown(desk, sam, end):
    end(sam)
    sam.is_active = True
    sam.save(update_fields=["is_active"])
    attack()

    assert not signs_in(desk)


def test_the_oldest_devices_are_forgotten(sam, monkeypatch):
    monkeypatch.setattr(known_devices, "MOST_DEVICES", 2)
    browsers = [Client(REMOTE_ADDR=HOME) for _ in range(3)]
    for browser in browsers:
        assert signs_in(browser)
        browser.post("/accounts/logout/")

    attack()

    assert KnownDevice.objects.count() == 2
    assert [signs_in(browser) for browser in browsers] == [False, True, True]


def test_wrong_passwords_leave_the_step_of_the_code_open(desk, sam):
    """Only who knows the password, or got the link by mail, gets as far: others cannot close it."""
    TOTP.activate(sam, SECRET)
    attack()

    answer = give_password(desk)

    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert desk.post(answer["Location"], {"code": "000000"}).status_code == 200


def test_wrong_codes_elsewhere_do_not_lock_a_known_device_out(desk, sam):
    TOTP.activate(sam, SECRET)
    for number in range(7):
        stranger = Client(REMOTE_ADDR=f"198.51.100.{number}")
        give_password(stranger)
        last = stranger.post("/accounts/2fa/authenticate/", {"code": "000000"})
    give_password(desk)

    answer = desk.post("/accounts/2fa/authenticate/", {"code": "000000"})

    assert (last.status_code, answer.status_code) == (429, 200)


def choose_password_by_link(browser, user):
    form = browser.get(link_for(user).removeprefix(settings.SITE_URL))["Location"]
    return browser.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})


def test_under_attack_the_link_by_mail_lets_a_new_device_in_and_makes_it_known(sam):
    new = Client(REMOTE_ADDR="203.0.113.10")
    attack()

    choose_password_by_link(new, sam)

    assert "_auth_user_id" in new.session
    new.post("/accounts/logout/")
    attack()
    assert signs_in(new, password=NEW_PASSWORD)


def test_the_link_by_mail_still_asks_for_the_second_factor(sam):
    TOTP.activate(sam, SECRET)
    new = Client(REMOTE_ADDR="203.0.113.10")
    attack()

    answer = choose_password_by_link(new, sam)

    assert "_auth_user_id" not in new.session
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert new.post(answer["Location"], {"code": "000000"}).status_code == 200


def test_ending_the_pause_ends_it_for_strangers_too(sam):
    TOTP.activate(sam, SECRET)
    attack()
    assert is_locked(sam)

    unlock(sam)

    assert not is_locked(sam)
    assert give_password(Client(REMOTE_ADDR="203.0.113.10"))["Location"] == "/accounts/2fa/authenticate/"


def test_the_operator_can_end_it_by_command(sam):
    attack()

    call_command("axes_reset_username", "sam")

    assert signs_in(Client(REMOTE_ADDR="203.0.113.10"))


def test_a_removed_account_leaves_no_device(desk):
    get_user_model().objects.all().delete()

    assert not KnownDevice.objects.exists()
