"""The account for the day when nobody else can sign in: it works, and using it sets off an alarm."""

import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client

from contact.mail.worker import send_due_mail
from tests.builders.passkeys import HOST, set_up_passkey
from tests.builders.staff import PASSWORD, make_owner, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def envelope():
    return open_a_new_one()


def open_a_new_one(command="emergency_account"):
    """The password and the recovery codes that the command prints."""
    printed = StringIO()
    call_command(command, stdout=printed)
    text = printed.getvalue()
    return re.search(r"password +(\S+)", text)[1], re.search(r"recovery codes +(.+)", text)[1].split()


def sign_in_by_link(link, code):
    browser = Client(REMOTE_ADDR="203.0.113.10")
    form = browser.get(link.removeprefix("http://localhost:8000"))["Location"]
    asked = browser.post(form, {"password1": PASSWORD, "password2": PASSWORD})["Location"]
    browser.post(asked, {"code": code})
    return browser


def sign_in_with(password, code):
    browser = Client(headers=HOST)
    browser.post("/accounts/login/", {"login": "break-glass", "password": password})
    browser.post("/accounts/2fa/authenticate/", {"code": code})
    return browser


def test_what_the_envelope_holds_opens_every_door(envelope, settings):
    settings.REQUIRE_MFA = True
    password, codes = envelope

    browser = sign_in_with(password, codes[0])

    assert len(codes) == 10
    assert browser.get("/admin/auth/user/").status_code == 200


def test_while_somebody_guesses_its_password_the_link_opens_it(settings):
    settings.FAILURES_PER_ACCOUNT = 5
    printed = StringIO()
    call_command("emergency_account", stdout=printed)
    for _ in range(5):
        sign_in_with("wrong", "")

    link, codes = re.search(r"http\S+", printed.getvalue())[0], re.search(r"codes +(.+)", printed.getvalue())[1].split()

    assert "_auth_user_id" in sign_in_by_link(link, codes[0]).session


def test_making_it_anew_ends_a_pause(envelope):
    for _ in range(5):
        sign_in_with("wrong", "")

    password, codes = open_a_new_one()

    assert "_auth_user_id" in sign_in_with(password, codes[0]).session


def test_a_code_works_once(envelope):
    password, codes = envelope
    sign_in_with(password, codes[0])

    again = sign_in_with(password, codes[0])

    assert "_auth_user_id" not in again.session


def test_using_it_raises_the_alarm(envelope, mailoutbox, caplog, settings):
    password, codes = envelope

    sign_in_with(password, codes[0])
    send_due_mail()

    [mail] = mailoutbox
    assert mail.to == settings.STAFF_EMAIL
    assert mail.subject == "The break-glass account was used"
    assert "CRITICAL" in caplog.text
    assert password not in caplog.text + mail.body


def test_other_accounts_raise_none(mailoutbox, client):
    sign_in(client, make_owner())

    assert mailoutbox == []


def test_without_mail_it_opens_all_the_same(envelope, settings):
    settings.OUTBOX_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    password, codes = envelope

    browser = sign_in_with(password, codes[0])

    assert browser.get("/admin/").status_code == 200


def test_a_new_envelope_makes_the_old_one_useless_and_ends_its_sessions(envelope):
    browser = sign_in_with(envelope[0], envelope[1][0])

    password, codes = open_a_new_one()

    assert browser.get("/admin/").status_code == 302
    assert "_auth_user_id" not in sign_in_with(envelope[0], envelope[1][1]).session
    assert "_auth_user_id" in sign_in_with(password, codes[0]).session
    assert get_user_model().objects.filter(username="break-glass").count() == 1


def test_the_command_still_has_its_old_name():
    password, codes = open_a_new_one("break_glass")

    assert "_auth_user_id" in sign_in_with(password, codes[0]).session


def test_a_new_envelope_takes_a_passkey_off_that_somebody_set_up_with_the_old_one(envelope):
    set_up_passkey(sign_in_with(envelope[0], envelope[1][0]), envelope[0])
    assert Authenticator.objects.filter(type="webauthn").exists()

    open_a_new_one()

    assert not Authenticator.objects.filter(type="webauthn").exists()
