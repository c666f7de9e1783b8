"""Pictures of the clinic's own: whoever cannot see one learns what it shows, or that it shows nothing."""

import re

import pytest
from django.core.files.base import ContentFile

from content.blocks import BodyBlock
from content.page_review.reviews import review
from tests.builders.pages import go_live_unreviewed, make_image, make_information_page

pytestmark = pytest.mark.django_db

CURE = "Ketamine is a cure."


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def make_page_with(image, alt_text="", decorative=False, caption=""):
    picture = {"image": image.pk, "alt_text": alt_text, "decorative": decorative}
    body = [{"type": "picture", "value": {"picture": picture, "caption": caption}}]
    return make_information_page("rooms", body=body)


def picture_at(address, client):
    return re.search(r"<img [^>]*>", client.get(address).content.decode())[0]


def rules_broken_by(page):
    return {finding.rule for finding in review(page).errors}


def test_readers_get_the_picture_with_its_words_and_its_size(client):
    page = make_page_with(make_image(), "A room with one bed and a window.")

    shown = picture_at(page.url, client)

    assert 'alt="A room with one bed and a window."' in shown
    assert re.search(r'src="/media/[^"]+\.webp"', shown)
    assert {"width=", "height=", "srcset="} <= set(re.findall(r"\b(?:width|height|srcset)=", shown))
    assert "no-alternative-text" not in rules_broken_by(page)


@pytest.mark.parametrize(
    ("width", "widths"), [(1600, ["1200", "800", "400"]), (1000, ["1000", "800", "400"]), (300, [])]
)
def test_each_size_is_offered_once_and_the_largest_fills_the_column(client, width, widths):
    page = make_page_with(make_image(size=(width, 90)), "A room.")

    shown = picture_at(page.url, client)

    assert re.findall(r" (\d+)w", shown) == widths
    assert re.search(r' width="(\d+)"', shown)[1] == (widths or ["300"])[0]


@pytest.mark.parametrize("what_is_left", [None, b"\x89PNG\r\n"])
def test_a_page_stays_whole_when_the_file_of_a_picture_is_lost(client, what_is_left):
    image = make_image()
    page = make_page_with(image, "A room.", caption="Our largest room.")
    image.file.storage.delete(image.file.name)
    if what_is_left:
        image.file.storage.save(image.file.name, ContentFile(what_is_left))

    assert "Our largest room." in client.get(page.url).text


@pytest.mark.django_db(transaction=True)
def test_whoever_uploads_a_photo_waits_for_its_sizes():
    image = make_image()

    assert image.renditions.count() == 3


def test_screen_readers_pass_over_a_decorative_picture(client):
    page = make_page_with(make_image(), "A leaf.", decorative=True)

    assert 'alt=""' in picture_at(page.url, client)
    assert "no-alternative-text" not in rules_broken_by(page)


@pytest.mark.parametrize(
    ("words", "rule"), [("", "no-alternative-text"), ("IMG_2041.jpg", "file-name-as-text"), (CURE, "F07")]
)
def test_a_picture_without_fit_words_does_not_go_live(words, rule):
    assert rule in rules_broken_by(make_page_with(make_image(), words))


def test_a_caption_makes_no_claim():
    assert "F07" in rules_broken_by(make_page_with(make_image(), "A room.", caption=CURE))


def test_a_page_stays_whole_when_the_image_of_its_draft_was_deleted(client):
    image = make_image()
    page = make_page_with(image, "A room.", caption="Our largest room.")
    page.unpublish()

    image.delete()
    go_live_unreviewed(page)

    shown = client.get(page.url).content.decode()
    assert "Our largest room." in shown
    assert "<img" not in shown.split("<main")[1].split("</main>")[0]


def test_the_block_picker_shows_the_newest_image():
    make_image()
    block = BodyBlock().child_blocks["picture"]

    assert "<img" in block.render(block.get_preview_value())
