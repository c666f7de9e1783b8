"""Questions to ask, and a day of treatment, on one sheet of paper each, at addresses of their own."""

import pytest

from tests.builders.pages import make_information_page

pytestmark = pytest.mark.django_db

QUESTIONS = ("questions", {"points": ["What else could I try first?"]})
OTHER_WORDS = ("text", {"text": "<p>Words that are not to be printed.</p>", "sources": []})


@pytest.fixture
def safety():
    return make_information_page("safety", title="Safety", body=[OTHER_WORDS, QUESTIONS])


def test_a_page_leads_to_the_sheet_of_its_questions(client, safety):
    assert 'href="/safety/questions-sheet/"' in client.get("/safety/").content.decode()


def test_the_sheet_has_the_questions_and_nothing_else_of_the_page(client, safety):
    sheet = client.get("/safety/questions-sheet/").content.decode()

    assert "What else could I try first?" in sheet
    assert "Words that are not to be printed." not in sheet
    assert '<body class="sheet">' in sheet


def test_search_engines_are_sent_to_the_page_itself(client, safety):
    sheet = client.get("/safety/questions-sheet/").content.decode()

    assert '<meta name="robots" content="noindex">' in sheet
    assert '/safety/">' in sheet.partition('<link rel="canonical"')[2].partition("\n")[0]


@pytest.mark.parametrize("address", ["/privacy/questions-sheet/", "/safety/questions-sheet/questions-sheet/"])
def test_there_is_no_sheet_without_questions(client, safety, address):
    make_information_page("privacy", body=[OTHER_WORDS])

    assert client.get(address).status_code == 404


def test_the_sheet_of_a_draft_is_as_hidden_as_the_draft(client):
    make_information_page("safety", body=[QUESTIONS], live=False)

    assert client.get("/safety/questions-sheet/").status_code == 404


def test_a_day_sheet_has_lines_to_write_on(client):
    session = make_information_page("your-session")
    make_information_page("spray-day-sheet", parent=session, body=[OTHER_WORDS])

    sheet = client.get("/your-session/spray-day-sheet/").content.decode()

    assert "My ride, and their number" in sheet
    assert "Words that are not to be printed." in sheet
    assert '<body class="sheet">' in sheet
