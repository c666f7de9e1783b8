"""Editors look for pages and images by whatever they type."""

import pytest

from tests.builders.pages import make_information_page
from tests.builders.staff import make_owner, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    sign_in(client, make_owner())
    return client


def found_by(editor, typed):
    return editor.get("/cms/pages/search/results/", {"q": typed}).content.decode()


@pytest.mark.parametrize("typed", ['"', '"";', '";exit(1);//', "'; --", "a AND", "title:x", "*"])
@pytest.mark.parametrize("list_of", ["pages/1", "pages/search", "images"])
def test_any_text_may_be_looked_for(editor, list_of, typed):
    answer = editor.get(f"/cms/{list_of}/", {"q": typed})

    assert answer.status_code == 200


@pytest.mark.parametrize("typed", ["Getting home", '"Getting home"'])
def test_quotation_marks_are_no_part_of_the_words(editor, typed):
    make_information_page(title="Getting home afterwards")

    assert "Getting home afterwards" in found_by(editor, typed)
