"""The menus: six links in the header, everything in the sheet, and the footer."""

import pytest

from tests.builders.pages import make_home_page, make_information_page, make_section_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def menus(client):
    make_home_page()
    make_information_page("costs", title="Cost and insurance", short_title="Costs")
    make_information_page("how-it-works", title="How it works", show_in_menus=True)
    make_information_page("safety", title="Safety, side effects and risks")
    make_section_page("conditions", title="Conditions ketamine has been studied for")
    make_information_page("crisis-help", title="Crisis help")
    make_information_page("privacy", title="Privacy")
    make_information_page("our-garden", title="Our garden", show_in_menus=True)
    make_information_page("draft", title="Draft", show_in_menus=True, live=False)
    return client.get("/safety/").context["navigation"]


def titles(links):
    return [link.title for link in links]


def test_the_header_has_its_links_in_their_order_and_words(menus):
    assert titles(menus.header) == ["Conditions", "Safety", "Prices"]
    assert [link.is_current for link in menus.header] == [False, True, False]


def test_every_live_page_stands_in_the_sheet_or_the_footer(menus):
    sheet = {group.title: titles(group.links) for group in menus.groups}

    assert sheet == {
        "About ketamine": ["Home", "How it works", "Conditions", "Safety", "Our garden"],
        "Your visit": ["Prices"],
        "People": ["Search", "Crisis help"],
    }
    about = titles(menus.footer[1].links)
    assert about == ["Conditions", "Safety", "How it works", "Our garden", "Privacy", "Search"]


def test_a_draft_is_in_no_menu(menus):
    links = [link for groups in (menus.groups, menus.footer) for group in groups for link in group.links]

    assert "Draft" not in titles(links)


def test_without_home_there_are_no_menus(client):
    menus = client.get("/search/").context["navigation"]

    assert (menus.header, menus.groups, menus.footer) == ([], [], [])
