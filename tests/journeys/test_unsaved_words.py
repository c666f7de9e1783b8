"""Nothing is saved by itself, and nobody leaves the editor with unsaved words unasked."""

import pytest

from content.models import InformationPage
from tests.builders.staff import make_staff

pytestmark = pytest.mark.usefixtures("starter_pages")

WRITTEN = "Words that somebody wrote."
IN_THE_FORM = "words => [...document.querySelectorAll('input')].some(input => input.value.includes(words))"


def test_words_written_into_a_new_block_are_asked_about_or_saved(visit):
    accessibility = InformationPage.objects.get(slug="accessibility")
    make_staff("erin", "Editors")
    erin = visit(viewport={"width": 1280, "height": 900})
    erin.signs_in("erin", then=f"/cms/pages/{accessibility.pk}/edit/")
    erin.page.get_by_role("button", name="Insert a block").last.click()
    erin.page.get_by_role("option", name="Text").first.click()
    erin.page.locator(".public-DraftEditor-content").last.click()
    erin.page.keyboard.type(WRITTEN)

    asked = []
    # Answered where it comes up: until then the page stands still, and everything asked of it too.
    erin.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with erin.page.expect_event("dialog"):
        erin.page.evaluate("() => { setTimeout(() => { location.href = '/cms/' }) }")
    # The text editor hands its words to the form a quarter of a second after the last key.
    erin.page.wait_for_function(IN_THE_FORM, arg=WRITTEN)
    erin.presses("Save draft")
    erin.reads("has been updated")

    assert asked == ["beforeunload"]
    accessibility.refresh_from_db()
    assert WRITTEN in accessibility.get_latest_revision().content["body"]
