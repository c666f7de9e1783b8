"""Takes the pictures of the guides for staff from real screens. Run by trials/guide_pictures, not with the tests."""

import io
from pathlib import Path

import pytest
from PIL import Image

from contact.models import ConsultationRequest
from content.models import InformationPage, SectionPage
from tests.builders.requests import make_request
from tests.builders.staff import make_staff

FOLDER = Path(__file__).resolve().parents[2] / "static/guides/triage"
LIST = "/admin/contact/consultationrequest/"
MOST_BYTES = 400_000
# Nobody's name and nobody's number: 555-01xx is kept for examples.
MADE_UP = [f"Example Person {letter}" for letter in "ABCDE"]


@pytest.fixture
def made_up_requests(site):
    requests = [
        make_request(name=name, phone=f"(212) 555-01{number}0", message="I would like to know what a visit costs.")
        for number, name in enumerate(MADE_UP, start=1)
    ]
    ConsultationRequest.objects.filter(pk=requests[1].pk).update(priority="high", voicemail_ok=True)
    return requests


def test_take_the_pictures(visit, made_up_requests):
    make_staff("nadia", "Triage")
    nadia = visit(viewport={"width": 1100, "height": 820}, color_scheme="light")
    nadia.signs_in("nadia", then="/admin/")
    FOLDER.mkdir(parents=True, exist_ok=True)

    first = f"{LIST}{made_up_requests[0].pk}"
    take(nadia, LIST, "list", 1100, 860)
    take(nadia, f"{first}/change/", "request", 1100, 820)
    take(nadia, f"{first}/print/", "sheet", 800, 680)

    assert sum(picture.stat().st_size for picture in FOLDER.iterdir()) < MOST_BYTES


def take(visitor, address, name, width, height):
    visitor.page.set_viewport_size({"width": width, "height": height})
    visitor.goes_to(address)
    with Image.open(io.BytesIO(visitor.page.screenshot())) as picture:
        picture.save(FOLDER / f"{name}.webp", quality=80, method=6)


def test_take_the_pictures_of_editing(visit, starter_pages):
    make_staff("editor", "Editors", first_name="Sample", last_name="Editor")
    make_staff("reviewer", "Clinical reviewers", first_name="Sample", last_name="Reviewer")
    privacy = InformationPage.objects.get(slug="privacy").pk
    conditions = SectionPage.objects.get(slug="conditions").pk

    page = at_the_editor(visit, "editor")
    page.goto(f"/cms/pages/add/content/conditionpage/{conditions}/")
    plus = page.locator("[data-contentpath=body]").get_by_role("button", name="Insert a block").first
    plus.evaluate("button => button.scrollIntoView({block: 'start'})")
    page.mouse.move(600, 300)
    page.mouse.wheel(0, -80)
    plus.click()
    page.get_by_role("option", name="Key points").locator("..").get_by_role("button").click()
    shoot(page, "blocks")

    page.goto(f"/cms/pages/{privacy}/edit/")
    page.wait_for_timeout(2000)  # for the editor to notice what is typed
    words = page.locator("[name=summary]")
    as_it_was = words.input_value()
    words.fill("Ketamine is a miracle for your privacy.")
    page.get_by_role("button", name="Save draft").click()
    page.locator(".finding__sentence", has_text="miracle").wait_for()
    page.mouse.wheel(0, -5000)
    shoot(page, "findings")

    words.fill(as_it_was.rstrip(".") + ", in plain words.")
    page.locator("[name=what_changed]").fill("Said more plainly what is stored.")
    page.get_by_role("button", name="Toggle preview").click()
    words.scroll_into_view_if_needed()
    shoot(page, "preview")
    page.get_by_role("button", name="Toggle preview").click()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Submit to Clinical review").click()
    page.get_by_text("has been submitted").wait_for()
    page.goto("/cms/pages/")
    shoot(page, "pages")

    page = at_the_editor(visit, "reviewer")
    page.goto(f"/cms/pages/{privacy}/edit/")
    page.get_by_role("button", name="More actions").click()
    shoot(page, "approve")
    page.goto(f"/cms/pages/{privacy}/revisions/compare/earliest...latest/")
    shoot(page, "compare")


def at_the_editor(visit, username):
    person = visit(viewport={"width": 1200, "height": 700}, reduced_motion="reduce")
    person.page.set_default_timeout(60_000)
    person.signs_in(username, then="/cms/")
    return person.page


def shoot(page, name):
    page.wait_for_timeout(1200)  # for what slides in
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.save(FOLDER.with_name("editing") / f"{name}.webp", quality=72, method=6)
