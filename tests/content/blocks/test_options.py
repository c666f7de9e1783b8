"""Options side by side: the same questions, answered for each option."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from content.blocks import BodyBlock
from content.page_review.page_reader import read_pages
from content.review.page import Kind
from tests.builders.pages import make_information_page, make_source

pytestmark = pytest.mark.django_db

BLOCK = BodyBlock().child_blocks["options"]
ROWS = [
    {"question": "How soon?", "answers": ["Within hours.", "Within weeks."]},
    {"question": "What can go wrong?", "answers": ["You may feel dizzy.", "You may get a headache."]},
]


def value_of(**changes):
    return {"about": "Two ways to treat it", "options": ["Ketamine", "TMS"], "rows": ROWS} | changes


@pytest.fixture
def page():
    value = value_of(sources=[make_source("R08").pk])
    return make_information_page("compare", body=[{"type": "options", "value": value}])


def test_each_answer_stands_under_its_question_and_with_its_option(page, client):
    table = BeautifulSoup(client.get(page.url).content, "html.parser").main.table

    heads = [head.get_text() for head in table.thead.find_all("th")]
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in table.tbody.find_all("tr")
    ]
    assert table.caption.get_text() == "Two ways to treat it"
    assert heads == ["Question", "Ketamine", "TMS"]
    assert rows == [
        ["How soon?", "Ketamine Within hours.", "TMS Within weeks."],
        ["What can go wrong?", "Ketamine You may feel dizzy.", "TMS You may get a headache."],
    ]


def test_its_sources_are_cited_below_it(page, client):
    block = BeautifulSoup(client.get(page.url).content, "html.parser").select_one('[data-block="options"]')

    assert [link["href"] for link in block.select(".options__sources a")] == ["#source-R08"]


@pytest.mark.parametrize("answers", [["Within hours."] * 3, ["Within hours."]])
def test_a_question_has_one_answer_for_each_option(answers):
    rows = [ROWS[0], {"question": "How soon?", "answers": answers}]

    with pytest.raises(ValidationError):
        BLOCK.clean(BLOCK.to_python(value_of(rows=rows)))


def test_a_question_with_all_its_answers_is_accepted():
    assert len(BLOCK.clean(BLOCK.to_python(value_of()))["rows"]) == 2


def test_its_answers_are_read_as_cells_of_a_table(page):
    [reviewed] = read_pages([page])
    cells = [passage.text for block in reviewed.blocks for passage in block.passages if passage.kind == Kind.CELL]

    assert cells == ["Within hours.", "Within weeks.", "You may feel dizzy.", "You may get a headache."]
