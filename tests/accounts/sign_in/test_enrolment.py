"""From an invitation to the staff home: one password, one code, and whoever set the code up is in."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings as site
from django.db import transaction
from django.test import Client

from accounts.people.account_actions import link_for
from tests.builders.passkeys import ADD, HOST, Device, options_on
from tests.builders.staff import PASSWORD, make_staff

pytestmark = pytest.mark.django_db

ACTIVATE = "/accounts/2fa/totp/activate/"
CODES = "/accounts/2fa/recovery-codes/"


@pytest.fixture(autouse=True)
def _second_factor_required(settings):
    settings.REQUIRE_MFA = True


@pytest.fixture
def set_up_app(monkeypatch):
    """Sets up an authenticator app. What waits for the commit happens at once: a test never commits."""
    monkeypatch.setattr(transaction, "on_commit", lambda then: then())

    def set_up(browser):
        secret = re.search(r">([A-Z2-7]{32})</textarea>", browser.get(ACTIVATE).content.decode())[1]
        code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
        return browser.post(ACTIVATE, {"code": code})

    return set_up


@pytest.fixture
def set_up_passkey():
    def set_up(browser):
        credential = Device().make(options_on(browser.get(ADD)))
        return browser.post(ADD, {"name": "My phone", "credential": credential})

    return set_up


@pytest.fixture
def nadia():
    nadia = make_staff("nadia", "Triage", email="nadia@clinic.example")
    nadia.set_unusable_password()
    nadia.save()
    return nadia


@pytest.fixture
def browser(nadia):
    """Nadia chose a password a moment ago, by the link in her invitation."""
    browser = Client(headers=HOST)
    form = browser.get(link_for(nadia).removeprefix(site.SITE_URL))["Location"]
    browser.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    return browser


def messages_on(page):
    return re.findall(r'role="status">(.*?)</p>', page.content.decode())


def is_in(browser):
    return browser.get("/admin/").status_code == 200


def test_whoever_chose_a_password_is_led_to_the_second_factor_without_typing_it_again(browser):
    page = browser.get("/admin/", follow=True)

    assert page.redirect_chain == [("/accounts/2fa/", 302)]
    assert messages_on(page) == ["Your password is saved."]
    assert browser.get(ACTIVATE).status_code == 200


@pytest.mark.parametrize("factor", ["set_up_app", "set_up_passkey"])
def test_whoever_set_up_the_first_factor_sees_the_codes_and_is_in(browser, factor, request):
    set_up = request.getfixturevalue(factor)

    answer = set_up(browser)

    assert answer["Location"] == CODES
    assert browser.get(CODES).status_code == 200
    assert is_in(browser)


def test_the_messages_speak_of_nothing_that_was_not_there(browser, set_up_app):
    browser.get("/accounts/2fa/")
    set_up_app(browser)

    words = " ".join(messages_on(browser.get(CODES)))

    assert "Here are your recovery codes." in words
    assert "old" not in words


def test_later_the_password_is_asked_for_again(browser, settings):
    session = browser.session
    for record in session["account_authentication_methods"]:
        record["at"] -= settings.SESSION_IDLE_TIME.total_seconds()
    session.save()

    answer = browser.get(ACTIVATE)

    assert answer["Location"].startswith("/accounts/reauthenticate/")


def test_where_there_is_a_factor_the_password_alone_adds_none(browser, nadia):
    TOTP.activate(nadia, "JBSWY3DPEHPK3PXP")

    answer = browser.get(ADD)

    assert answer["Location"].startswith("/accounts/reauthenticate/")


def test_a_session_that_never_gave_the_first_factor_is_not_let_in_by_a_second(browser, nadia, set_up_passkey):
    TOTP.activate(nadia, "JBSWY3DPEHPK3PXP")
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})

    set_up_passkey(browser)

    assert Authenticator.objects.filter(user=nadia, type="webauthn").exists()
    assert browser.get("/admin/")["Location"].startswith("/accounts/login/")


def test_other_sessions_are_out(browser, nadia, set_up_app):
    other = Client()
    other.post("/accounts/login/", {"login": "nadia", "password": PASSWORD})

    set_up_app(browser)

    assert "_auth_user_id" not in other.session


def test_the_codes_can_be_copied_and_printed_by_script_and_are_text_without(browser, set_up_app):
    set_up_app(browser)

    page = browser.get(CODES).content.decode()

    assert re.findall(r'data-recovery-codes="(\w+)" hidden', page) == ["copy", "print"]
    assert "js/staff/recovery_codes.js" in page
    assert "style=" not in page
    assert re.search(r"<textarea[^>]* readonly", page)
