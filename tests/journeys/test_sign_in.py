"""From an invitation to the staff home; what happens when somebody walks away; and when somebody guesses."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import expect

from tests.builders.requests import make_request
from tests.builders.staff import make_owner, make_staff

PASSWORD = "six green kettles on the roof"
# The warning comes two minutes before the end: here three seconds after the page was opened.
SOON = timedelta(seconds=123)


def code_of(secret, periods_ahead=0):
    """A code works once, so signing in right after enrolling takes the next one."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + periods_ahead))


def link_in_the_mail(site):
    call_command("send_mail", once=True)
    [address] = re.findall(r"http://localhost:8000(\S+)", mail.outbox[-1].body)
    return site + address


def invite(manager, name):
    manager.goes_to("/admin/auth/user/add/")
    manager.page.get_by_label("Username").fill(name)
    manager.page.get_by_label("Email address").fill(f"{name}@clinic.example")
    manager.page.get_by_role("checkbox", name=re.compile("^Triage")).check()
    manager.presses("Save")
    manager.reads("The invitation is on its way.")


def test_from_an_invitation_to_the_staff_home(visit, site, settings):
    make_staff("morgan", "Practice managers")
    manager = visit()
    manager.signs_in("morgan", then="/admin/")
    invite(manager, "nadia")
    settings.REQUIRE_MFA = True
    nadia = visit(viewport={"width": 360, "height": 740}, permissions=["clipboard-write"])

    nadia.goes_to(link_in_the_mail(site))
    nadia.page.get_by_label("New password", exact=True).fill(PASSWORD)
    nadia.page.get_by_label("New password again").fill(PASSWORD)
    nadia.presses("Set password")
    nadia.reads("Choose one of these two.")
    nadia.follows("Switch on")
    nadia.reads("Switch on your authenticator app")
    secret = nadia.page.get_by_label("Secret").input_value()
    nadia.page.get_by_label("Code from your authenticator app").fill(code_of(secret))
    nadia.presses("Switch on")
    nadia.reads("Here are your recovery codes.")
    nadia.presses("Copy")
    nadia.reads("Paste them somewhere safe")
    nadia.follows("Go to the staff home")
    nadia.page.wait_for_url(f"{site}/admin/")
    nadia.goes_to("/accounts/logout/")
    nadia.page.get_by_role("main").get_by_role("button", name="Sign out").click()
    nadia.goes_to("/admin/")
    nadia.page.get_by_label("User name or email").fill("nadia@clinic.example")
    nadia.page.locator("input[type=password]").fill(PASSWORD)
    nadia.presses("Sign in")
    nadia.page.get_by_label("Code from your authenticator app").fill(code_of(secret, periods_ahead=1))
    nadia.presses("Sign in")

    nadia.page.wait_for_url(f"{site}/admin/")
    nadia.reads("Consultation requests")


@pytest.mark.parametrize("door", ["/admin/", "/cms/"])
def test_whoever_is_still_there_stays_signed_in(visit, settings, door):
    make_owner()
    owner = visit()
    owner.signs_in("owner", then=door)
    settings.SESSION_IDLE_TIME = SOON
    owner.goes_to(door)
    warning = owner.page.get_by_role("alertdialog", name="You will be signed out in 2 minutes")
    expect(warning).to_be_visible()
    expect(warning.get_by_role("button", name="Stay signed in")).to_be_focused()

    with owner.page.expect_response(lambda response: response.request.method == "POST") as answer:
        owner.page.keyboard.press("Enter")

    expect(warning).to_be_hidden()
    assert answer.value.json()["left"] == SOON.seconds


def test_whoever_went_away_finds_a_cover_and_behind_it_what_they_typed(visit, site, settings):
    make_owner()
    consultation_request = make_request(name="Robin Doe")
    owner = visit()
    owner.signs_in("owner", then="/admin/")
    owner.goes_to(f"/admin/contact/consultationrequest/{consultation_request.pk}/change/")
    note = owner.page.locator("textarea").first
    note.fill("Call back after six.")
    settings.SESSION_IDLE_TIME = timedelta(seconds=0)

    owner.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    cover = owner.page.get_by_role("alertdialog", name="You were signed out")
    expect(cover).to_be_visible()
    settings.SESSION_IDLE_TIME = timedelta(minutes=15)
    with owner.page.context.expect_page() as opened:
        cover.get_by_role("link", name="Sign in again").click()
    tab = opened.value
    tab.get_by_label("User name or email").fill("owner")
    tab.locator("input[type=password]").fill("correct horse battery staple")
    tab.get_by_role("button", name="Sign in").click()
    tab.wait_for_url(f"{site}/admin/")
    tab.close()
    cover.get_by_role("button", name="I have signed in").click()

    expect(cover).to_be_hidden()
    expect(note).to_have_value("Call back after six.")
    fresh = owner.page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    answer = owner.page.request.post(
        f"{site}/accounts/session/", form={"csrfmiddlewaretoken": fresh}, headers={"Referer": site}
    )
    assert answer.status == 200


def test_whoever_guesses_is_told_what_to_do(visit):
    make_staff("sam")
    guesser = visit()
    guesser.goes_to("/accounts/login/")

    for _ in range(5):
        guesser.page.get_by_label("User name or email").fill("sam")
        guesser.page.locator("input[type=password]").fill("a wrong guess")
        guesser.presses("Sign in")

    guesser.reads("Too many tries")
    guesser.follows("get a link for a new password")
    guesser.reads("Reset your password")
