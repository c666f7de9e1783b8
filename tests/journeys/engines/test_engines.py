"""A visitor with a Firefox, or with the engine of an iPhone, gets what one with Chromium gets."""

import base64
import re
import zlib

import pytest
from selenium.webdriver.common.keys import Keys

from contact.models import ConsultationRequest
from tests.journeys.engines import on_the_page
from tests.journeys.engines.on_the_page import link
from tests.journeys.every_page.paper import PAGE_OF_PDF
from tests.journeys.every_page.sideways import STICKS_OUT

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
PLACES = ["/", "/conditions/ptsd/", "/consultation/", "/crisis-help/"]
MESSAGE = "Words that nobody wants to type again."


def test_a_visitor_reads_from_home_to_a_page_and_goes_on_to_the_form(visit):
    robin = visit(**PHONE)
    robin.goes_to("/")

    robin.clicks(f"main {link('/safety/')}")
    robin.is_at("/safety/")
    robin.sees(on_the_page.HEADING)
    robin.clicks(link(on_the_page.FORM))

    robin.is_at(on_the_page.FORM)
    robin.sees(on_the_page.SENDS)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_mistakes_are_told_words_are_kept_and_then_the_form_is_sent(visit, size):
    robin = visit(**size)
    robin.goes_to(on_the_page.FORM)
    robin.types(on_the_page.NAME, "Robin Doe")
    robin.types(on_the_page.MESSAGE, MESSAGE)
    robin.clicks(on_the_page.SENDS)

    robin.is_in(on_the_page.MISTAKES)
    assert len(robin.displayed(on_the_page.LINKS_TO_MISTAKES)) >= 4
    assert robin.driver.title.startswith("Error: ")
    assert robin.value_of(on_the_page.NAME) == "Robin Doe"
    assert robin.value_of(on_the_page.MESSAGE) == MESSAGE
    assert ConsultationRequest.objects.count() == 0

    robin.chooses(on_the_page.FOR_ME)
    robin.chooses(on_the_page.BY_PHONE)
    robin.types(on_the_page.PHONE_NUMBER, "(212) 555-0142")
    robin.chooses(on_the_page.IS_ADULT)
    robin.chooses(on_the_page.UNDERSTANDS)
    robin.clicks(on_the_page.SENDS)

    robin.is_at(on_the_page.SENT)
    stored = ConsultationRequest.objects.get()
    robin.reads(stored.reference_aloud)
    assert (stored.name, stored.message) == ("Robin Doe", MESSAGE)


def close_by_key(robin):
    robin.presses(Keys.ESCAPE)


def close_by_button(robin):
    robin.clicks(on_the_page.CLOSES_MENU)


@pytest.mark.parametrize("close", [close_by_key, close_by_button])
def test_the_menu_opens_and_closes_and_gives_the_focus_back(visit, close):
    robin = visit(**PHONE)
    robin.goes_to("/")
    robin.does_not_see(on_the_page.MENU)

    robin.types(on_the_page.OPENS_MENU, Keys.ENTER)
    robin.sees(on_the_page.MENU)
    robin.presses(Keys.TAB)
    robin.is_in(on_the_page.MENU)
    close(robin)

    robin.does_not_see(on_the_page.MENU)
    robin.is_in(on_the_page.OPENS_MENU)


def test_a_finger_opens_the_menu_and_goes_to_a_page(visit):
    robin = visit(**PHONE)
    robin.goes_to("/")

    robin.clicks(on_the_page.OPENS_MENU)
    robin.clicks(f"{on_the_page.MENU} {link('/safety/')}")

    robin.is_at("/safety/")
    robin.does_not_see(on_the_page.MENU)


def test_the_crisis_page_leads_to_the_phone(visit):
    robin = visit(**PHONE)

    robin.goes_to("/crisis-help/")

    robin.sees(on_the_page.HEADING)
    robin.sees(on_the_page.CALLS_LIFELINE)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_heading_is_seen_and_nothing_sticks_out_at_the_side(visit, size):
    robin = visit(**size)
    problems = []

    for place in PLACES:
        robin.goes_to(place)
        robin.sees(on_the_page.HEADING)
        problems += [f"{place}: {problem}" for problem in robin.driver.execute_script(f"return ({STICKS_OUT})()")]

    assert robin.driver.execute_script("return innerWidth") == size["width"]
    assert problems == []


@pytest.mark.parametrize("engine", ["Firefox"], indirect=True)
def test_a_page_is_printed_on_some_sheets(visit):
    """WebKitGTK's driver does not print."""
    robin = visit(**DESK)
    robin.goes_to("/conditions/ptsd/")

    assert 3 <= sheets_of(robin.driver.print_page()) <= 12

    for sheet in ("/conditions/ptsd/questions-sheet/", "/your-session/spray-day-sheet/"):
        robin.goes_to(sheet)
        assert sheets_of(robin.driver.print_page()) == 1, sheet


def sheets_of(pdf):
    """Firefox compresses the objects of a PDF, its pages among them."""
    objects = re.findall(rb"/ObjStm.*?stream\n(.*?)\nendstream", base64.b64decode(pdf), re.DOTALL)
    return sum(len(PAGE_OF_PDF.findall(zlib.decompress(one))) for one in objects)
