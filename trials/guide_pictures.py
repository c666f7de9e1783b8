"""Takes the pictures of the guides for staff: guide_pictures.py SITE. Called by trials/guide_pictures."""

import io
import os
import sys
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import sync_playwright

django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402

from content.models import InformationPage, SectionPage  # noqa: E402

FOLDER = Path("static/guides")
SIZE = {"width": 1200, "height": 700}
PASSWORD = "only for pictures, on this machine"
SLOW = 30_000


def main(site):
    make_staff("editor", "Editors", "Sample", "Editor")
    make_staff("reviewer", "Clinical reviewers", "Sample", "Reviewer")
    privacy = InformationPage.objects.get(slug="privacy").pk
    conditions = SectionPage.objects.get(slug="conditions").pk
    # Django's database connection would not open inside Playwright's event loop.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"])
        editing(Camera(browser, site, "editing"), privacy, conditions)
        browser.close()


def make_staff(username, group, first_name, last_name):
    user = User.objects.create_user(
        username, password=PASSWORD, is_staff=True, first_name=first_name, last_name=last_name
    )
    user.groups.add(Group.objects.get(name=group))


class Camera:
    """One guide's folder, and a window for each person who is shown at work."""

    def __init__(self, browser, site, guide):
        self.browser, self.site, self.folder = browser, site, FOLDER / guide
        self.folder.mkdir(parents=True, exist_ok=True)

    def sign_in(self, username):
        page = self.browser.new_page(base_url=self.site, viewport=SIZE, reduced_motion="reduce")
        page.set_default_timeout(SLOW)
        page.goto("/accounts/login/?next=/cms/")
        page.get_by_label("User name or email").fill(username)
        page.locator("input[type=password]").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").first.click()
        page.wait_for_url("**/cms/")
        return page

    def take(self, page, name):
        page.wait_for_timeout(1200)  # for what slides in
        picture = Image.open(io.BytesIO(page.screenshot()))
        picture.save(self.folder / f"{name}.webp", quality=72, method=6)
        print(self.folder / f"{name}.webp")


def editing(camera, privacy, conditions):
    page = camera.sign_in("editor")
    page.goto(f"/cms/pages/add/content/conditionpage/{conditions}/")
    plus = page.get_by_role("button", name="Insert a block").first
    plus.evaluate("button => button.scrollIntoView({block: 'start'})")
    page.mouse.move(600, 300)
    page.mouse.wheel(0, -80)
    plus.click()
    page.get_by_role("option", name="Key points").locator("..").get_by_role("button").click()
    camera.take(page, "blocks")

    page.goto(f"/cms/pages/{privacy}/edit/")
    page.wait_for_timeout(2000)  # for the editor to notice what is typed
    words = page.locator("[name=summary]")
    as_it_was = words.input_value()
    words.fill("Ketamine is a miracle for your privacy.")
    page.locator(".finding__sentence", has_text="miracle").wait_for()
    page.mouse.wheel(0, -5000)
    camera.take(page, "findings")

    words.fill(as_it_was.rstrip(".") + ", in plain words.")
    page.locator("[name=what_changed]").fill("Said more plainly what is stored.")
    page.get_by_role("button", name="Toggle preview").click()
    words.scroll_into_view_if_needed()
    camera.take(page, "preview")
    page.get_by_role("button", name="Toggle preview").click()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Submit to Clinical review").click()
    page.get_by_text("has been submitted").wait_for()
    page.goto("/cms/pages/")
    camera.take(page, "pages")

    page = camera.sign_in("reviewer")
    page.goto(f"/cms/pages/{privacy}/edit/")
    page.get_by_role("button", name="More actions").click()
    camera.take(page, "approve")
    page.goto(f"/cms/pages/{privacy}/revisions/compare/earliest...latest/")
    camera.take(page, "compare")


if __name__ == "__main__":
    main(sys.argv[1])
