"""Every public page keeps every promise, for everybody who comes to it."""

import re
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.journeys.every_page.axe import put_axe_into, violations
from tests.journeys.every_page.places import PLACES
from tests.journeys.every_page.promises import PROMISES


@pytest.fixture(scope="package")
def visitor(browser, public_site):
    """One browser for all: its styles may be changed, which the policy of the pages refuses."""
    context = browser.new_context(base_url=public_site, reduced_motion="reduce", bypass_csp=True)
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def test_the_places_are_all_that_the_sitemap_names(public_site):
    sitemap = urlopen(f"{public_site}/sitemap.xml").read().decode()

    named = {urlsplit(address).path for address in re.findall("<loc>(.*?)</loc>", sitemap)}

    assert len(named) >= 20
    assert named - PLACES.keys() == set()


@pytest.mark.parametrize("place", PLACES)
def test_a_page_keeps_every_promise(visitor, place):
    PLACES[place](visitor)

    found = [f"{promise.__name__}: {problem}" for promise in PROMISES for problem in promise(visitor)]

    assert not found, "\n".join(found)


def test_axe_finds_nothing_in_the_open_menu(open_page):
    page = open_page(width=360, height=740)
    page.goto("/")
    page.get_by_role("button", name="Menu").click()

    put_axe_into(page)

    assert violations(page) == []


def test_the_menu_opens_and_closes_by_keyboard_and_gives_the_focus_back(open_page):
    page = open_page(width=360, height=740)
    page.goto("/")
    menu_button = page.get_by_role("button", name="Menu")

    menu_button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#menu")).to_be_visible()
    page.keyboard.press("Tab")
    inside = page.evaluate("document.activeElement.closest('#menu') !== null")
    page.keyboard.press("Escape")

    assert inside
    expect(page.locator("#menu")).to_be_hidden()
    expect(menu_button).to_be_focused()
