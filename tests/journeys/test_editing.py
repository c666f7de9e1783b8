"""An editor changes a page, a clinical reviewer approves it, and the visitor sees it."""

import pytest
from playwright.sync_api import expect

from content.models import InformationPage
from tests.builders.staff import make_staff

pytestmark = pytest.mark.usefixtures("starter_pages")

NEW_WORDS = "Bring a list of every medicine you take."


def edit_address(page):
    return f"/cms/pages/{page.pk}/edit/"


def test_a_change_is_seen_only_after_a_clinical_reviewer_approved_it(visit):
    safety = InformationPage.objects.get(slug="safety")
    make_staff("erin", "Editors")
    make_staff("carol", "Clinical reviewers")

    erin = visit(viewport={"width": 1280, "height": 900})
    erin.signs_in("erin", then=edit_address(safety))
    erin.page.locator("[name=summary]").fill(NEW_WORDS)
    preview(erin)
    more_actions(erin)
    erin.page.get_by_role("button", name="Submit to Clinical review").click()
    erin.reads("has been submitted")
    assert erin.page.get_by_role("button", name="Publish", exact=True).count() == 0

    robin = visit()
    robin.goes_to("/safety/")
    robin.does_not_read(NEW_WORDS)

    carol = visit(viewport={"width": 1280, "height": 900})
    carol.signs_in("carol", then=edit_address(safety))
    approve(carol)

    robin.goes_to("/safety/")
    robin.reads(NEW_WORDS)


def preview(editor):
    with editor.page.context.expect_page() as opened:
        editor.page.get_by_role("button", name="Toggle preview").click()
        editor.page.get_by_role("link", name="Preview in new tab").click()
    shown = opened.value
    expect(shown.locator("main")).to_contain_text(NEW_WORDS)
    shown.close()


def more_actions(editor):
    editor.page.get_by_role("button", name="More actions").click()


def approve(reviewer):
    more_actions(reviewer)
    reviewer.page.get_by_role("button", name="Approve and Publish", exact=False).first.click()
    confirm = reviewer.page.get_by_role("button", name="Approve")
    if confirm.count():
        confirm.first.click()
    reviewer.reads("published")
