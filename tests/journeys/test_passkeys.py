"""A passkey from enrolment to the staff home, with the authenticator that Chromium has for trying it."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from tests.builders.staff import PASSWORD, make_owner
from tests.journeys.every_page.problems import problems_of

ON_THE_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Finger:
    """The fingerprint sensor of one browser's device."""

    def __init__(self, page):
        self.devtools = page.context.new_cdp_session(page)
        self.devtools.send("WebAuthn.enable")
        answer = self.devtools.send("WebAuthn.addVirtualAuthenticator", {"options": ON_THE_DEVICE})
        self.which = {"authenticatorId": answer["authenticatorId"]}

    def is_right(self, right):
        self.devtools.send("WebAuthn.setUserVerified", {**self.which, "isUserVerified": right})

    def passkeys(self):
        return self.devtools.send("WebAuthn.getCredentials", self.which)["credentials"]


def give_password(person, to="/admin/"):
    person.goes_to(to)
    person.page.get_by_label("User name or email").fill("owner")
    person.page.locator("input[type=password]").fill(PASSWORD)
    person.presses("Sign in")


def set_up_passkey(person):
    give_password(person)
    person.reads("Choose one of these two.")
    person.follows("Set up a passkey")
    person.reads("fingerprint, face or PIN")
    person.page.get_by_label("Name of this passkey").fill("My phone")
    person.presses("Set up the passkey")
    person.reads("Recovery codes")
    person.presses("Sign out")


@pytest.fixture
def owner(visit, settings):
    settings.REQUIRE_MFA = True
    make_owner()
    return visit(viewport={"width": 360, "height": 740})


@pytest.fixture
def finger(owner):
    return Finger(owner.page)


@pytest.fixture
def enrolled(owner, finger):
    set_up_passkey(owner)
    return owner


def test_from_setting_up_a_passkey_to_the_staff_home(enrolled, finger, site):
    give_password(enrolled)
    enrolled.reads("Your password was right.")
    enrolled.presses("Use your passkey")

    enrolled.page.wait_for_url(f"{site}/admin/")
    enrolled.reads("Consultation requests")
    assert [passkey["rpId"] for passkey in finger.passkeys()] == ["localhost"]


def test_a_finger_that_is_not_known_opens_nothing_and_the_right_one_still_does(enrolled, finger, site):
    give_password(enrolled)
    finger.is_right(False)
    enrolled.presses("Use your passkey")
    expect(enrolled.page.get_by_role("alert")).to_contain_text("Your device did not answer")
    expect(enrolled.page.get_by_label("Recovery code")).to_be_visible()
    finger.is_right(True)

    enrolled.presses("Use your passkey")

    enrolled.page.wait_for_url(f"{site}/admin/")


def test_what_answers_an_older_page_is_refused_in_words(enrolled, site):
    give_password(enrolled)
    other_tab = enrolled.page.context.new_page()
    other_tab.goto("/accounts/2fa/authenticate/")
    other_tab.close()

    enrolled.presses("Use your passkey")
    enrolled.reads("That passkey did not work. Try again, or use a code instead.")
    enrolled.presses("Use your passkey")

    enrolled.page.wait_for_url(f"{site}/admin/")


def test_passkeys_are_listed_renamed_and_removed_after_the_passkey_itself_said_who_it_is(enrolled, site):
    give_password(enrolled)
    enrolled.presses("Use your passkey")
    enrolled.page.wait_for_url(f"{site}/admin/")
    enrolled.follows("Your account")
    enrolled.follows("Rename or remove")
    enrolled.follows("Rename My phone")
    enrolled.reads("Confirm it is you")
    enrolled.follows("Use your passkey")
    enrolled.presses("Use your passkey")
    enrolled.page.get_by_label("Name of this passkey").fill("Old phone")
    enrolled.presses("Rename")
    enrolled.reads("Old phone")
    enrolled.follows("Set up a passkey")
    enrolled.presses("Set up the passkey")
    expect(enrolled.page.get_by_role("alert")).to_contain_text("This device already has a passkey for your account.")

    enrolled.goes_to("/accounts/2fa/webauthn/")
    enrolled.follows("Remove Old phone")
    enrolled.reads("This is your only second factor.")
    enrolled.presses("Remove")
    enrolled.reads("The passkey is removed.")
    enrolled.goes_to("/admin/")
    enrolled.reads("Choose one of these two.")


@pytest.fixture(params=["an old browser", "a browser without scripts"])
def without_passkeys(request, visit):
    person = visit(java_script_enabled=request.param == "an old browser")
    person.page.add_init_script("delete window.PublicKeyCredential")
    return person


def test_a_browser_without_passkeys_says_so_and_offers_a_code(without_passkeys, enrolled):
    give_password(without_passkeys)

    without_passkeys.reads("This browser cannot use your passkey")
    expect(without_passkeys.page.get_by_role("button", name="Use your passkey")).to_be_hidden()
    expect(without_passkeys.page.get_by_label("Recovery code")).to_be_visible()


def test_a_browser_without_passkeys_leads_to_the_app(without_passkeys, owner):
    give_password(without_passkeys)
    without_passkeys.follows("Set up a passkey")

    without_passkeys.reads("This browser cannot set up a passkey")
    expect(without_passkeys.page.get_by_role("button", name="Set up the passkey")).to_be_hidden()
    without_passkeys.follows("Use an authenticator app instead")

    without_passkeys.reads("Switch on your authenticator app")


def test_the_pages_about_passkeys_are_kept_as_well_as_the_others(visit, settings):
    settings.REQUIRE_MFA = True
    make_owner()
    # axe gives elements a style of their own, which the policy of these pages refuses.
    owner = visit(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    finger = Finger(owner.page)
    set_up_passkey(owner)
    found = {}
    give_password(owner)
    finger.is_right(False)
    owner.presses("Use your passkey")
    owner.reads("Your device did not answer")
    found["the step after the password"] = list(problems_of(owner.page))
    finger.is_right(True)
    owner.presses("Use your passkey")
    owner.reads("Consultation requests")
    for page in ["", "webauthn/", "webauthn/reauthenticate/"]:
        owner.goes_to(f"/accounts/2fa/{page}")
        found[page] = list(problems_of(owner.page))
    with owner.page.expect_navigation():
        owner.presses("Use your passkey")
    key = Authenticator.objects.get(type="webauthn").pk
    for page in ["add/", f"keys/{key}/edit/", f"keys/{key}/remove/"]:
        owner.goes_to(f"/accounts/2fa/webauthn/{page}")
        owner.does_not_read("Confirm it is you")
        found[page] = list(problems_of(owner.page))

    assert {page: problems for page, problems in found.items() if problems} == {}
