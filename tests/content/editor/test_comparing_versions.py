"""The history of a page can be read, whatever has been deleted since."""

import pytest
from django.urls import reverse

from content.models import Source
from tests.builders.pages import make_image, make_information_page, make_source
from tests.builders.staff import make_owner, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(image, caption):
    value = {"image": image.pk, "alt_text": "A room.", "decorative": False}
    return {"type": "picture", "id": "1", "value": {"picture": value, "caption": caption}}


def citing(source, words):
    return {"type": "text", "id": "2", "value": {"text": f"<p>{words}</p>", "sources": [source.pk]}}


def compare(client, page, first, second):
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, second.pk])
    return client.get(address)


def leading_to(other, block_id):
    value = {"pages": [other.pk]}
    return {"type": "related_pages", "id": block_id, "value": value}


def saved(page, *blocks):
    page.body = [*blocks]
    return page.save_revision()


@pytest.mark.parametrize("deleted", ["the old picture", "the new picture", "both", "the source"])
def test_two_versions_are_compared_after_what_they_show_is_gone(client, deleted):
    sign_in(client, make_owner())
    page, old, new, source = make_information_page(), make_image(), make_image(), make_source()
    first = saved(page, picture(old, "Before."), citing(source, "Before."))
    second = saved(page, picture(new, "After."), citing(source, "After."))

    if deleted in {"the old picture", "both"}:
        old.delete()
    if deleted in {"the new picture", "both"}:
        new.delete()
    if deleted == "the source":
        # Past the guard: a site may have lost one before there was any.
        Source.objects.all()._raw_delete("default")

    response = compare(client, page, first, second)
    assert response.status_code == 200
    assert "Before." in response.text
    assert "After." in response.text


def test_a_picture_that_was_taken_out_is_compared_after_it_is_gone(client):
    sign_in(client, make_owner())
    page, image = make_information_page(), make_image()
    first, second = saved(page, picture(image, "Before.")), saved(page)
    image.delete()

    assert "Before." in compare(client, page, first, second).text
    assert "Before." in compare(client, page, second, first).text


def test_versions_are_compared_after_a_page_they_lead_to_is_gone(client):
    sign_in(client, make_owner())
    page, other = make_information_page(), make_information_page("other")
    first = saved(page, leading_to(other, "first"), citing(make_source(), "Before."))
    second = saved(page, leading_to(other, "second"), citing(make_source(), "After."))
    other.delete()

    assert "After." in compare(client, page, first, second).text
