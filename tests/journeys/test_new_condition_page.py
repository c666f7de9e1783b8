"""An editor makes a page on a condition from the first click to the last, and a reviewer lets visitors read it."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from content.models import ConditionPage
from tests.builders.dates import clinics_today
from tests.builders.staff import make_staff
from tests.journeys.every_page.axe import put_axe_into, violations

pytestmark = pytest.mark.usefixtures("starter_pages")

DESK = {"viewport": {"width": 1280, "height": 900}}
ADDRESS = "/conditions/sample-condition/"
HEAD = {
    "title": "Ketamine for a sample condition",
    "summary": "Two small trials have been done. They do not show whether it helps.",
    "status_line": "This use is off-label: the FDA has not approved ketamine for it.",
    "search_description": "What two small trials found, and what they did not.",
    "written_by": "The website team",
    "what_changed": "A new page.",
}
# What the writer puts in the place of each prompt.
WORDS = {
    "[What readers should take away]": "Two small trials have been done.",
    "[What it cannot do]": "Nobody knows whether it helps.",
    "[Describe it in plain words]": "This condition makes daily life hard.",
    "[Name the trials and the comparison]": "Two small trials compared ketamine with placebo.",
    "[For groups, use: Numbers per 100 people]": "They counted too few people to tell.",
    "[Say how large and long the trials were]": "We are not sure. The trials were small and short.",
    "[Who should not have it, or needs care]": "People with high blood pressure that is not under control.",
    "[The common ones first]": "People can feel dizzy or sick.",
    "[Then the serious ones, and misuse]": "It can be misused, and people can become dependent on it.",
    "[Treatments that come first]": "Talking therapy.",
    "[What studies say of no treatment]": "The trials were too short to tell.",
    "[What nobody has found out yet]": "Whether it helps.",
    "[A question as a reader would ask it]": "What else can I try first?",
}
# The editor sets what a line holds without writing it into the document.
LINE_WITH = "prompt => [...document.querySelectorAll('input')].find(input => input.value === prompt)"


def test_from_a_new_page_to_visitors(visit):
    make_staff("erin", "Editors")
    make_staff("carol", "Clinical reviewers", first_name="Carol", last_name="Reyes")

    erin = visit(**DESK)
    erin.signs_in("erin", then="/cms/")
    open_a_new_page(erin)
    write(erin)
    cite_a_source(erin)
    save(erin)
    expect(erin.page.locator(".findings")).to_contain_text("Nothing stands in the way")
    submit(erin)

    visitor = visit()
    assert visitor.goes_to(ADDRESS).status == 404

    carol = visit(**DESK)
    carol.signs_in("carol", then="/cms/")
    approve(carol)

    assert visitor.goes_to(ADDRESS).status == 200
    visitor.reads("Clinically reviewed by Carol Reyes")
    visitor.goes_to("/how-we-review/")
    visitor.reads("A new page.")


def test_a_claim_is_told_while_it_is_written_until_it_is_gone(visit):
    make_staff("erin", "Editors")
    erin = visit(**DESK)
    erin.signs_in("erin", then="/cms/")
    open_a_new_page(erin)
    claim = erin.page.locator(".finding__sentence", has_text="Ketamine cures this condition.")
    erin.page.locator("[name=title]").fill(HEAD["title"])

    erin.page.locator("[name=summary]").fill("Ketamine cures this condition.")
    save(erin)
    expect(claim.first).to_be_visible()

    erin.page.locator("[name=summary]").fill(HEAD["summary"])
    save(erin)
    expect(claim).to_have_count(0)


def test_the_guide_is_at_hand_and_readable(visit):
    make_staff("erin", "Editors")
    # axe gives elements a style of their own.
    erin = visit(bypass_csp=True, **DESK)
    erin.signs_in("erin", then="/cms/")

    erin.follows("How to edit pages")

    expect(erin.page.get_by_role("heading", name="What never to write")).to_be_visible()
    put_axe_into(erin.page)
    assert violations(erin.page, ".editors-guide") == []


def open_a_new_page(editor):
    editor.follows("All pages")
    conditions = editor.page.locator("tr", has_text="Conditions")
    conditions.get_by_role("link", name="Explore child pages").click()
    editor.page.get_by_role("link", name="Add child page").first.click()
    editor.page.get_by_role("link", name="Condition page").first.click()


def write(editor):
    form = editor.page
    form.locator("[name=title]").fill(HEAD["title"])
    for name in ["summary", "status_line", "what_changed", "written_by"]:
        form.locator(f"[name={name}]").fill(HEAD[name])
    say_how_strong_the_evidence_is(form)
    for prompt, words in WORDS.items():
        put_in_place_of(form, prompt, words)
    form.locator("[name=last_reviewed]").fill(f"{clinics_today():%Y-%m-%d}")
    form.locator("[name=next_review_due]").fill(f"{clinics_today() + timedelta(days=365):%Y-%m-%d}")
    form.keyboard.press("Escape")
    form.get_by_role("tab", name="Promote").click()
    form.locator("[name=search_description]").fill(HEAD["search_description"])
    form.locator("[name=slug]").fill("sample-condition")
    form.get_by_role("tab", name="Content").click()


def say_how_strong_the_evidence_is(form):
    form.locator("[data-contentpath=evidence]").get_by_role("button", name="Insert a block").first.click()
    form.get_by_role("option", name="Ketamine infusions").first.click()
    form.locator("[name=evidence-0-value-people]").fill("40")
    form.locator("[name=evidence-0-value-shows]").select_option("unclear")
    choose_source(form, "evidence-0-value-sources-count")


def put_in_place_of(form, prompt, words):
    line = form.evaluate_handle(LINE_WITH, prompt).as_element()
    if line:
        return line.fill(words)
    paragraph = form.locator(".public-DraftEditor-content [data-block]", has_text=prompt).first
    paragraph.click()
    for key in ["End", "Shift+Home"]:
        form.keyboard.press(key)
    form.keyboard.type(words)


def cite_a_source(editor):
    form = editor.page
    risks = form.locator("[name^='body-'][name$='-value-title']").get_attribute("name").removesuffix("title")
    choose_source(form, f"{risks}sources-count")


def choose_source(form, list_of_sources):
    sources = form.locator(f"[name={list_of_sources}]").locator("..")
    sources.get_by_role("button", name="Add").click()
    sources.get_by_role("button", name="Choose source").click()
    form.locator(".modal-body a", has_text="R01").first.click()
    expect(form.locator(".modal-body")).to_have_count(0)


def save(editor):
    editor.presses("Save draft")
    editor.page.wait_for_load_state("networkidle")


def submit(editor):
    editor.page.get_by_role("button", name="More actions").click()
    editor.page.get_by_role("button", name="Submit to Clinical review").click()
    editor.reads("has been submitted")


def approve(reviewer):
    reviewer.reads(HEAD["title"])
    reviewer.page.get_by_role("link", name=HEAD["title"]).first.click()
    reviewer.page.get_by_role("button", name="More actions").click()
    reviewer.page.get_by_role("button", name="Approve and Publish").first.click()
    reviewer.reads("published")
    assert ConditionPage.objects.get(slug="sample-condition").live
