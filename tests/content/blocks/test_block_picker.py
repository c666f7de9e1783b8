"""What an editor sees before choosing a block: its group, icon, words and the block itself, as readers see it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from content.blocks import BodyBlock
from tests.builders.pages import make_information_page, make_treatment_page
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

BLOCKS = BodyBlock().child_blocks
GROUPS = {"Words", "Evidence", "Risk", "Care", "Clinic", "Front"}


@pytest.fixture
def editor(client):
    make_information_page(title="Safety")
    make_treatment_page(title="IV infusion")
    sign_in(client, make_staff("erin", "Editors"))
    return client


def preview_of(name, client):
    shown = client.get(reverse("wagtailadmin_block_preview"), {"id": BLOCKS[name].definition_prefix})
    return BeautifulSoup(shown.content, "html.parser")


def words_of(soup):
    return " ".join(soup.get_text(" ").split())


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_says_what_it_is_for(name):
    block = BLOCKS[name]

    assert block.meta.group in GROUPS
    assert block.meta.icon != "placeholder"
    assert block.get_description().endswith(".")
    assert block.is_previewable


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_is_shown_as_readers_see_it(editor, name):
    block = BLOCKS[name]

    page = preview_of(name, editor)

    html = block.render(block.get_preview_value()).replace("{emergency}", "911")
    words = words_of(BeautifulSoup(html, "html.parser"))
    assert words_of(page.main)
    assert words in words_of(page.main)
    assert page.find("link", rel="stylesheet")["href"].endswith("css/site.css")


def test_the_preview_of_a_block_brings_its_heading(editor):
    assert preview_of("unknowns", editor).h2.text == "What we don't know"


def test_related_pages_are_pages_of_this_site(editor):
    assert "Safety" in words_of(preview_of("related_pages", editor))
