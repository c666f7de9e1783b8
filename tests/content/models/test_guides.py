"""A site of thousands of pages: what lists its neighbours stays short."""

import pytest

from content.blocks.front import MOST_CONDITIONS
from content.models.page_types import LONGEST_GUIDE
from tests.builders.pages import make_condition_page, make_home_page, make_section_page

pytestmark = pytest.mark.django_db


def section_of(number):
    section = make_section_page()
    return section, [make_condition_page(f"condition-{place}", section) for place in range(number)]


def test_a_section_is_a_guide_as_long_as_it_can_be_read_through(client):
    _, pages = section_of(LONGEST_GUIDE)

    shown = client.get(pages[0].url).content.decode()

    assert "Next page" in shown


def test_a_longer_section_is_no_guide_but_lists_all_its_pages(client):
    section, pages = section_of(LONGEST_GUIDE + 1)

    shown, listed = (client.get(page.url).content.decode() for page in (pages[0], section))

    assert "Next page" not in shown
    assert f'href="{section.url}">' in shown
    assert all(f'href="{page.url}"' in listed for page in pages)


def test_cards_of_conditions_are_no_more_than_anybody_reads(client):
    make_home_page(body=[("conditions", {"title": "Conditions"})])
    _, pages = section_of(MOST_CONDITIONS + 1)

    shown = client.get("/").content.decode()

    assert [f'href="{page.url}"' in shown for page in pages] == [True] * MOST_CONDITIONS + [False]
