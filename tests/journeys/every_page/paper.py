"""On paper: the words and the sources, nothing to press, and the sheets one takes along."""

import re

PAGE_OF_PDF = re.compile(rb"/Type\s*/Page\b")
GONE = [".phone-bar", ".menu", ".skip-link", ".search-form", ".breadcrumbs"]
# A Letter sheet less the margins that Chromium leaves, in px.
SHEET = {"width": 739, "height": 979}


def problems_on_paper(page):
    for selector in GONE:
        if any(element.is_visible() for element in page.locator(selector).all()):
            yield f"{selector} is printed"
    # What is one sheet of paper has no room for them.
    for sources in page.locator("body:not(.sheet) :is(#sources, .sources)").all():
        if not sources.is_visible():
            yield "the sources are not printed"
    for sheet in page.locator(".section:has(.questions)").all():
        height = sheet.bounding_box()["height"]
        if height > SHEET["height"]:
            yield f"the questions to ask need {height:.0f} px of a sheet's {SHEET['height']}"


def sheets_of_questions(page):
    """How many sheets of paper the questions to ask take that this page leads to."""
    page.locator(".questions__sheet a").click()
    return sheets_on_paper(page)


def sheets_on_paper(page):
    return len(PAGE_OF_PDF.findall(page.pdf(format="Letter")))
