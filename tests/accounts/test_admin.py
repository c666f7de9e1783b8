"""Practice managers look after accounts, never beyond what they may do themselves, and it is written down."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import DatabaseError
from django.test import Client

from tests.builders.passkeys import browser_after_password, set_up_passkey
from tests.builders.staff import PASSWORD, make_owner, make_staff, sign_in

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "six green kettles on the roof"
INVITATION = {"username": "nadia", "first_name": "Nadia", "last_name": "", "email": "nadia@clinic.example"}


@pytest.fixture
def manager(client):
    user = make_staff("morgan", "Practice managers", email="morgan@clinic.example")
    sign_in(client, user)
    return user


def group_pk(name):
    return Group.objects.get(name=name).pk


def do(client, person, deed, **fields):
    return client.post(f"/admin/auth/user/{person.pk}/do/{deed}/", fields)


def links_in(mail):
    return re.findall(r"http://localhost:8000(\S+)", mail.body)


def follow_link(address, password=NEW_PASSWORD):
    """As somebody in another browser: what the last page says."""
    browser = Client()
    page = browser.get(address, follow=True)
    form = page.redirect_chain[-1][0] if page.redirect_chain else address
    return browser.post(form, {"password1": password, "password2": password}, follow=True).content.decode()


def status_at_sign_in(login, password=NEW_PASSWORD):
    return Client().post("/accounts/login/", {"login": login, "password": password}).status_code


def said_in_the_log(person):
    return [
        (entry.user.get_username(), entry.get_change_message())
        for entry in LogEntry.objects.filter(object_id=person.pk).order_by("pk")
    ]


@pytest.fixture
def nadia(client, manager):
    """Somebody who was just invited for triage."""
    client.post("/admin/auth/user/add/", INVITATION | {"groups": [group_pk("Triage")]})
    return get_user_model().objects.get(username="nadia")


def test_an_invitation_holds_a_link_and_no_password(nadia, mailoutbox):
    [mail] = mailoutbox

    assert mail.to == ["nadia@clinic.example"]
    assert mail.subject == "Your staff account"
    assert len(links_in(mail)) == 1
    assert "nadia" not in mail.body.lower()
    assert (nadia.is_staff, nadia.has_usable_password()) == (True, False)


def test_what_was_pasted_with_an_address_or_a_name_is_left_out_of_an_account(client, manager, mailoutbox):
    pasted = {"username": "na\u200bdia", "first_name": "\ufeffNadia\u202e", "email": "Nadia <nadia@clinic.example>"}

    client.post("/admin/auth/user/add/", INVITATION | pasted | {"groups": [group_pk("Triage")]})

    nadia = get_user_model().objects.exclude(pk=manager.pk).get()
    assert (nadia.username, nadia.first_name, nadia.email) == ("nadia", "Nadia", "nadia@clinic.example")
    assert [mail.to for mail in mailoutbox] == [["nadia@clinic.example"]]


def test_the_link_leads_to_a_password_and_that_to_the_second_factor(nadia, mailoutbox, settings):
    settings.REQUIRE_MFA = True

    page = follow_link(links_in(mailoutbox[0])[0])

    assert "<h1>Second factor</h1>" in page
    browser = Client()
    browser.post("/accounts/login/", {"login": "nadia@clinic.example", "password": NEW_PASSWORD})
    assert browser.get("/admin/")["Location"] == "/accounts/2fa/"


def test_the_link_works_once(nadia, mailoutbox):
    [address] = links_in(mailoutbox[0])
    follow_link(address)

    page = follow_link(address, "another eleven purple chairs")

    assert "This link does not work" in page
    assert status_at_sign_in("nadia", "another eleven purple chairs") == 200


def test_the_link_is_dead_after_a_day(nadia, mailoutbox, settings):
    settings.PASSWORD_RESET_TIMEOUT = -1

    page = follow_link(links_in(mailoutbox[0])[0])

    assert "This link does not work" in page


def test_inviting_again_kills_the_first_link(client, nadia, mailoutbox):
    do(client, nadia, "invite")

    first, second = (links_in(mail)[0] for mail in mailoutbox)

    assert "This link does not work" in follow_link(first)
    assert "Your password is saved." in follow_link(second)


def test_an_account_and_its_invitation_are_stored_together_or_not_at_all(client, manager, settings):
    settings.EMAIL_BACKEND = "tests.accounts.test_admin.Failing"
    client.raise_request_exception = False

    response = client.post("/admin/auth/user/add/", INVITATION)

    assert response.status_code == 503
    assert not get_user_model().objects.filter(username="nadia").exists()


def test_two_accounts_never_share_an_address(client, manager):
    make_staff("sam", email="Nadia@clinic.example")

    page = client.post("/admin/auth/user/add/", INVITATION).content.decode()

    assert "Another account has this address." in page
    assert not get_user_model().objects.filter(username="nadia").exists()


def test_a_link_for_a_new_password_leaves_the_old_one_until_it_is_used(client, manager, mailoutbox):
    sam = make_staff("sam", "Triage", email="sam@clinic.example")
    do(client, sam, "new-password")
    assert status_at_sign_in("sam", PASSWORD) == 302

    do(client, sam, "new-password")
    follow_link(links_in(mailoutbox[-1])[0])

    assert status_at_sign_in("sam", NEW_PASSWORD) == 302
    assert status_at_sign_in("sam", PASSWORD) == 200


def test_disabling_ends_sessions_at_once_and_for_good(client, manager):
    sam = make_staff("sam", "Triage")
    tablet = Client()
    sign_in(tablet, sam)

    do(client, sam, "disable")

    assert tablet.get("/admin/")["Location"] == "/accounts/login/?next=/admin/"
    assert "_auth_user_id" not in tablet.session
    assert (
        Client().post("/accounts/login/", {"login": "sam", "password": PASSWORD})["Location"] == "/accounts/inactive/"
    )


def test_enabling_lets_in_again(client, manager):
    sam = make_staff("sam", "Triage", is_active=False)

    do(client, sam, "enable")

    assert status_at_sign_in("sam", PASSWORD) == 302


def test_a_lost_second_factor_is_taken_off_and_must_be_set_up_again(client, manager, mailoutbox, settings):
    settings.REQUIRE_MFA = True
    sign_in(client, manager, second_factor=True)
    sam = make_staff("sam", "Triage", email="sam@clinic.example")
    TOTP.activate(sam, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(sam)
    tablet, afterwards = Client(), Client()
    sign_in(tablet, sam, second_factor=True)

    do(client, sam, "second-factor", sure="on")
    afterwards.post("/accounts/login/", {"login": "sam", "password": PASSWORD})

    assert not Authenticator.objects.filter(user=sam).exists()
    assert "_auth_user_id" not in tablet.session
    assert afterwards.get("/admin/")["Location"] == "/accounts/2fa/"
    assert mailoutbox[-1].subject == "Your second factor was taken off"


def test_a_lost_device_with_a_passkey_is_taken_off_in_the_same_way(client, manager, mailoutbox, settings):
    settings.REQUIRE_MFA = True
    sign_in(client, manager, second_factor=True)
    sam = make_staff("sam", "Triage", email="sam@clinic.example")
    tablet = browser_after_password("sam")
    set_up_passkey(tablet)

    do(client, sam, "second-factor", sure="on")

    assert not Authenticator.objects.filter(user=sam).exists()
    assert "_auth_user_id" not in tablet.session
    assert browser_after_password("sam").get("/admin/")["Location"] == "/accounts/2fa/"
    assert mailoutbox[-1].subject == "Your second factor was taken off"
    assert said_in_the_log(sam) == [("morgan", "Took off the second factor.")]


def test_without_the_tick_the_second_factor_stays(client, manager):
    sam = make_staff("sam", "Triage")
    TOTP.activate(sam, "JBSWY3DPEHPK3PXP")

    do(client, sam, "second-factor")

    assert Authenticator.objects.filter(user=sam).exists()


def test_a_manager_ends_the_pause_after_wrong_tries(client, manager):
    make_staff("sam", "Triage")
    sam = get_user_model().objects.get(username="sam")
    for _ in range(5):
        status_at_sign_in("sam", "wrong")
    assert status_at_sign_in("sam", PASSWORD) == 429

    do(client, sam, "unlock")

    assert status_at_sign_in("sam", PASSWORD) == 302


def test_everything_is_written_down_and_privacy_officers_read_it(client, nadia):
    do(client, nadia, "disable")
    do(client, nadia, "enable")
    reader = Client()
    sign_in(reader, make_staff("petra", "Privacy officers"))

    page = reader.get("/admin/admin/logentry/").content.decode()

    assert said_in_the_log(nadia) == [
        ("morgan", "Added."),
        ("morgan", "Disabled the account."),
        ("morgan", "Enabled the account."),
    ]
    assert "Disabled the account." in page
    assert "morgan" in page


def test_the_log_cannot_be_changed_not_even_by_owners(client, nadia):
    entry = LogEntry.objects.first()
    sign_in(client, make_owner())

    statuses = [
        client.post(f"/admin/admin/logentry/{entry.pk}/{what}/", {"post": "yes"}).status_code
        for what in ("change", "delete")
    ]

    assert statuses == [403, 403]
    assert LogEntry.objects.filter(pk=entry.pk).exists()


class Failing:
    """In the place of an out-box whose table cannot be written."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, mails):
        raise DatabaseError
