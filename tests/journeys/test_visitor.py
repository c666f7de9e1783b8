"""A visitor reads, asks for a consultation, and is told what happens next."""

import pytest
from playwright.sync_api import expect

from contact.models import ConsultationRequest
from tests.journeys.filling_in import fill_in

pytestmark = pytest.mark.usefixtures("starter_pages")

PHONE = {"width": 360, "height": 740}


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_visitor_reads_from_home_to_safety_to_the_form_and_sends_it(visit, scripts):
    robin = visit(viewport=PHONE, java_script_enabled=scripts)

    robin.goes_to("/")
    robin.page.locator('main a[href="/safety/"]').first.click()
    expect(robin.page).to_have_url(f"{robin.site}/safety/")
    robin.page.get_by_role("link", name="Talk to us").last.click()
    fill_in(robin.page)
    robin.presses("Send")

    expect(robin.page).to_have_url(f"{robin.site}/consultation/received/")
    stored = ConsultationRequest.objects.get()
    robin.reads(stored.reference_aloud)
    assert stored.name == "Robin Doe"
    robin.does_not_read("Robin Doe")


def test_a_visitor_who_missed_something_hears_of_all_of_it_and_keeps_what_was_typed(visit):
    robin = visit(viewport=PHONE)
    robin.goes_to("/consultation/")
    robin.page.get_by_label("Your name").fill("Robin Doe")

    robin.presses("Send")

    summary = robin.page.locator(".error-summary")
    expect(summary).to_be_focused()
    assert robin.page.title().startswith("Error: ")
    expect(robin.page.get_by_label("Your name")).to_have_value("Robin Doe")
    links = summary.get_by_role("link")
    targets = [link.get_attribute("href") for link in links.all()]
    assert len(targets) >= 4
    assert all(robin.page.locator(target).count() == 1 for target in targets)
    assert ConsultationRequest.objects.count() == 0


def test_a_visitor_whose_token_is_stale_presses_the_button_once_more(visit):
    robin = visit(viewport=PHONE)
    robin.goes_to("/consultation/")
    fill_in(robin.page)
    robin.page.get_by_label("Anything we should know before we call?").fill("words I do not want to type again")
    robin.page.context.clear_cookies()

    robin.presses("Send")
    robin.reads("988")
    robin.presses("Send")

    expect(robin.page).to_have_url(f"{robin.site}/consultation/received/")
    stored = ConsultationRequest.objects.get()
    robin.reads(stored.reference_aloud)
    assert (stored.name, stored.message) == ("Robin Doe", "words I do not want to type again")


def test_reading_leaves_no_cookie(visit):
    robin = visit()

    for address in ["/", "/conditions/ptsd/", "/search/?q=driving", "/no-such-page/"]:
        robin.goes_to(address)

    assert robin.page.context.cookies() == []


def test_a_wrong_address_is_answered_with_help(visit):
    robin = visit(viewport=PHONE)

    response = robin.goes_to("/no-such-page/")

    assert response.status == 404
    expect(robin.page.locator("main").get_by_role("searchbox")).to_be_visible()
    assert robin.page.locator('main a[href="/safety/"]').count() >= 1
    assert robin.page.locator('a[href="tel:988"]').count() >= 1


def test_somebody_in_a_crisis_sees_every_way_to_reach_help_at_once(visit):
    robin = visit(viewport=PHONE)

    robin.goes_to("/crisis-help/")

    bar = robin.page.locator(".phone-bar").bounding_box()["y"]
    ways = robin.page.locator(".crisis__way, .crisis__emergency").all()
    assert len(ways) == 4
    for way in ways:
        box = way.bounding_box()
        assert box["y"] + box["height"] <= bar, way.inner_text()
