"""On paper: the words and the sources, nothing to press, and the sheets one takes along."""

import re

PAGE_OF_PDF = re.compile(rb"/Type\s*/Page\b")
FEWEST_PAGES_WITH_QUESTIONS = 13
GONE = [".phone-bar", ".menu", ".skip-link", ".search-form", ".breadcrumbs"]
# A Letter sheet less the margins that Chromium leaves, in px.
SHEET = {"width": 739, "height": 979}


def problems_on_paper(page):
    for selector in GONE:
        if any(element.is_visible() for element in page.locator(selector).all()):
            yield f"{selector} is printed"
    for sources in page.locator("#sources, .sources").all():
        if not sources.is_visible():
            yield "the sources are not printed"
    for sheet in page.locator(".section:has(.questions)").all():
        height = sheet.bounding_box()["height"]
        if height > SHEET["height"]:
            yield f"the questions to ask need {height:.0f} px of a sheet's {SHEET['height']}"


def test_the_questions_to_ask_are_printed_alone_on_one_sheet(every_place):
    sheets = {}

    for name, page, _ in every_place(**SHEET):
        for link in page.locator(".questions__alone a").all():
            link.click()
            sheets[name] = len(PAGE_OF_PDF.findall(page.pdf(format="Letter")))

    assert len(sheets) >= FEWEST_PAGES_WITH_QUESTIONS
    assert set(sheets.values()) == {1}, sheets


def test_every_page_is_printed_without_doors_and_with_sources(every_place):
    found = []

    for name, page, _ in every_place(**SHEET):
        page.emulate_media(media="print")
        found += [f"{name}: {problem}" for problem in problems_on_paper(page)]

    assert not found, "\n".join(found)
