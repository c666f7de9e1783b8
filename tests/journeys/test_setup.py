"""From an empty site to one that could not belong to another clinic, by the setup list alone."""

import pytest

from tests.builders.staff import make_owner
from tests.journeys.every_page.problems import problems_of

SETUP = "/admin/setup/"


@pytest.fixture
def owner(visit, starter_pages, settings):
    settings.FOUR_EYES = False  # an owner alone, as after script/serve
    make_owner()
    owner = visit(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    owner.goes_to("/accounts/login/")
    owner.signs_in("owner", then="/admin/")
    return owner


def opens(owner, title):
    owner.goes_to(SETUP)
    owner.page.get_by_role("link", name=title, exact=True).click()


def fills(owner, **values):
    for name, value in values.items():
        owner.page.locator(f"[name={name}]").fill(value)


def publishes(owner):
    owner.page.get_by_role("button", name="More actions").first.click()
    owner.page.get_by_role("button", name="Publish", exact=True).click()
    owner.page.wait_for_load_state()


def test_a_clinic_fills_in_what_it_is_and_visitors_see_it(owner):
    opens(owner, "Name, logo and color")
    fills(owner, name="Harbor Clinic", brand_color="#6b3fa0")
    owner.page.locator(".brand-preview img").wait_for(state="visible")
    owner.presses("Save")

    opens(owner, "Place and hours")
    fills(owner, phone="(202) 555-0142", street="1 Main Street", city="Albany", monday="9-5", tuesday="9am to noon")
    owner.presses("Save")

    opens(owner, "Prices")
    fills(owner, as_of="2026-11-01")
    owner.page.get_by_role("button", name="Add price").click()
    fills(owner, **{"prices-0-what": "IV infusion", "prices-0-amount": "450", "prices-0-in_first_course": "6"})
    publishes(owner)

    opens(owner, "Treatments")
    owner.page.get_by_label("Ketamine infusion into a vein (IV)").check()
    publishes(owner)

    owner.goes_to(SETUP)
    assert "Still missing: your logo." in owner.page.inner_text(".setup")
    assert list(problems_of(owner.page)) == []
    owner.goes_to("/costs/")
    for words in ["Harbor Clinic", "$450", "$2,700"]:
        owner.reads(words)
    owner.goes_to("/visit/")
    for words in ["1 Main Street", "(202) 555-0142", "9 a.m. to noon"]:
        owner.reads(words)
    owner.goes_to("/treatments/other-routes/")
    owner.reads("We don't offer this treatment here.")
