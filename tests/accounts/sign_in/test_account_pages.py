"""Sign-in and account pages: plain words, one heading each, and mail that tells nothing."""

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from tests.builders.staff import PASSWORD, make_staff, sign_in

pytestmark = pytest.mark.django_db

FOR_STRANGERS = {
    "/accounts/login/": "Staff sign-in",
    "/accounts/signup/": "Sign up closed",
    "/accounts/inactive/": "Account switched off",
    "/accounts/password/reset/": "Reset your password",
    "/accounts/password/reset/done/": "Look in your mail",
    "/accounts/password/reset/key/1-none/": "This link does not work",
    "/accounts/password/reset/key/done/": "Password changed",
    "/accounts/confirm-email/none/": "Confirm your email address",
}
FOR_STAFF = {
    "/accounts/2fa/": "Second factor",
    "/accounts/2fa/totp/activate/": "Switch on your authenticator app",
    "/accounts/password/change/": "Change your password",
    "/accounts/email/": "Your email addresses",
    "/accounts/logout/": "Sign out",
    "/accounts/reauthenticate/": "Confirm it is you",
}
WITH_A_SECOND_FACTOR = {
    "/accounts/2fa/": "Second factor",
    "/accounts/2fa/totp/deactivate/": "Switch off your authenticator app",
    "/accounts/2fa/recovery-codes/": "Recovery codes",
    "/accounts/2fa/recovery-codes/generate/": "Make new recovery codes",
    "/accounts/2fa/reauthenticate/": "Confirm it is you",
}


@pytest.fixture
def sam(client):
    """Somebody who signed in and, before changing how the account is protected, typed the password again."""
    user = make_staff("sam", email="sam@clinic.example")
    client.post("/accounts/login/", {"login": "sam", "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return user


def headings_of(client, pages):
    return {
        address: re.findall(r"<h1>(.*?)</h1>", client.get(address, follow=True).content.decode()) for address in pages
    }


def expected(pages):
    return {address: [heading] for address, heading in pages.items()}


def test_pages_for_strangers_have_one_plain_heading(client):
    assert headings_of(client, FOR_STRANGERS) == expected(FOR_STRANGERS)


def test_pages_for_staff_have_one_plain_heading(client, sam):
    assert headings_of(client, FOR_STAFF) == expected(FOR_STAFF)


def test_pages_of_a_second_factor_have_one_plain_heading(client, sam):
    TOTP.activate(sam, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(sam)

    assert headings_of(client, WITH_A_SECOND_FACTOR) == expected(WITH_A_SECOND_FACTOR)


def test_recovery_codes_are_there_to_copy(client, sam):
    TOTP.activate(sam, "JBSWY3DPEHPK3PXP")
    codes = RecoveryCodes(RecoveryCodes.activate(sam).instance).get_unused_codes()

    page = client.get("/accounts/2fa/recovery-codes/").content.decode()

    assert re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1].split() == codes


def test_sign_in_asks_in_plain_words_and_offers_one_way_back_to_a_lost_password(client):
    page = client.get("/accounts/login/").content.decode()

    assert [label.strip() for label in re.findall(r"<label[^>]*>(.*?)</label>", page, re.DOTALL)] == [
        "User name or email",
        "Password",
    ]
    assert page.count('href="/accounts/password/reset/"') == 1
    assert "placeholder" not in page


def test_a_wrong_password_is_an_error_in_the_title_and_in_words(client):
    make_staff("sam")

    page = client.post("/accounts/login/", {"login": "sam", "password": "wrong"}).content.decode()

    assert "<title>Error: Staff sign-in" in page
    assert "That user name or password is not right." in page


def test_the_mail_for_a_password_reset_names_nobody(client, mailoutbox):
    make_staff("sam", first_name="Samantha", email="sam@clinic.example")

    client.post("/accounts/password/reset/", {"email": "sam@clinic.example"})

    [mail] = mailoutbox
    assert mail.subject == "Reset your staff password"
    assert "/accounts/password/reset/key/" in mail.body
    assert "sam" not in mail.body.lower().replace("same", "")


def test_the_email_page_adds_an_address_by_its_own_button(client, sam):
    page = client.get("/accounts/email/", follow=True).content.decode()

    client.post("/accounts/email/", {"action_add": "", "email": "sam@new.example"})

    assert 'name="action_add"' in page
    assert "sam@new.example" in client.get("/accounts/email/").content.decode()


def test_staff_sign_out_by_the_button_on_every_page(client):
    sign_in(client, make_staff("sam"))

    client.post("/accounts/logout/")

    assert "_auth_user_id" not in client.session
