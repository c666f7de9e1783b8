"""A clinician refers a patient with the keyboard alone, and staff find the referral."""

from playwright.sync_api import expect

from contact.models import ConsultationRequest
from tests.builders.staff import make_staff
from tests.journeys.test_triage_by_keyboard import LIST, presses_enter, tabs_to

ADDRESS = "/for-clinicians/refer/"


def fills_in(page, label, words):
    tabs_to(page, label)
    page.keyboard.type(words)


def test_a_clinician_refers_a_patient_by_keyboard(visit, site, monkeypatch):
    # No person types as fast as this test.
    monkeypatch.setattr("contact.requests.submission_checks.FASTEST", 0)
    make_staff("nadia", "Triage")
    alex = visit(viewport={"width": 360, "height": 740})
    page = alex.page
    alex.goes_to(ADDRESS)
    fills_in(page, "Your name", "Dr. Alex Example")
    fills_in(page, "Your practice or organization", "Example Family Medicine")
    fills_in(page, "Your patient's initials", "R.D.")
    tabs_to(page, "Main reason for the referral")
    page.keyboard.type("PTSD")
    for label in ("My patient is 18 or older", "My patient knows and agrees"):
        tabs_to(page, label)
        page.keyboard.press("Space")
    tabs_to(page, "Send referral")
    presses_enter(page)

    # The way to be reached is missing: the summary has the focus, and its link leads to the field.
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.title().startswith("Error: ")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Phone number")).to_be_focused()
    page.keyboard.type("(212) 555-0170")
    expect(page.get_by_label("Your practice or organization")).to_have_value("Example Family Medicine")
    tabs_to(page, "Send referral")
    presses_enter(page)

    expect(page).to_have_url(f"{site}/consultation/received/")
    stored = ConsultationRequest.objects.get()
    alex.reads(stored.reference_aloud)
    assert (stored.kind, stored.name, stored.topic) == ("referral", "Dr. Alex Example", "PTSD")
    nadia = visit(viewport={"width": 1280, "height": 900})
    nadia.signs_in("nadia", then=LIST)
    nadia.page.get_by_role("navigation", name="Which kind to show").get_by_role("link", name="Referrals").click()
    nadia.follows(stored.reference)
    nadia.reads("Example Family Medicine")
