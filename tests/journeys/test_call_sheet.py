"""A call sheet is one sheet of paper, also with the longest message and everything else filled in."""

import re

import pytest

from tests.builders.requests import make_request
from tests.builders.staff import make_staff

PAGE_OF_PDF = re.compile(rb"/Type\s*/Page\b")
LONGEST = ("I have tried four medicines in twelve years. " * 23)[:1000]
SIX_LINES = (
    "I have tried four medicines in twelve years, and none of them helped for longer than a month or so. " * 2
)[:160]
SHAPES = {
    "one paragraph": LONGEST,
    "six paragraphs": "\n\n".join([SIX_LINES] * 6),
    "a line for each word": "\n".join(LONGEST.split()),
}


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_a_call_sheet_is_one_sheet(visit, site, paper):
    make_staff("nadia", "Triage")
    nadia = visit()
    nadia.signs_in("nadia", then="/admin/")

    sheets = {shape: sheets_of(nadia, message, paper) for shape, message in SHAPES.items()}

    assert sheets == dict.fromkeys(SHAPES, 1)


def sheets_of(nadia, message, paper):
    asked = make_request(
        message=message,
        email="robin.doe.with.a.long.address@visitor.example",
        best_times="Weekday mornings before ten, and on Fridays also after four",
        preferred_language="Spanish",
        topic="Depression",
    )
    for _ in range(5):
        asked.attempt_contact(by=None, channel="voice_message", result="wrong_address", text="rang out")
    nadia.goes_to(f"/admin/contact/consultationrequest/{asked.pk}/print/")
    return len(PAGE_OF_PDF.findall(nadia.page.pdf(format=paper)))
