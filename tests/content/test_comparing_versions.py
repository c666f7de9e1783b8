"""Two versions of a page are compared though what one of them shows is gone."""

import pytest
from django.urls import reverse

from tests.builders.pages import make_image, make_information_page, make_source
from tests.builders.staff import make_owner, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def body_with(image, source, caption, block_id="one"):
    picture = {"image": image.pk, "alt_text": "A room.", "decorative": False}
    block = {"picture": picture, "caption": caption, "sources": [source.pk]}
    return [{"type": "picture", "id": block_id, "value": block}]


@pytest.mark.parametrize("gone", [{"picture"}, {"source"}, {"picture", "source"}])
def test_versions_are_compared_after_a_picture_or_a_source_is_gone(client, gone):
    picture, source, other = make_image(), make_source("R55"), make_image("other.png")
    page = make_information_page("rooms", live=False)
    versions = []
    for image, caption in [(picture, "Before."), (picture, "After."), (other, "Later.")]:
        page.body = body_with(image, source, caption)
        versions.append(page.save_revision())
    page.body = body_with(other, source, "Another block.", "two")
    versions.append(page.save_revision())
    for thing, name in [(picture, "picture"), (source, "source")]:
        if name in gone:
            thing.delete()
    sign_in(client, make_owner())

    for one, two in [(0, 1), (1, 0), (1, 2), (2, 1), (0, 3), (3, 0)]:
        places = [page.pk, versions[one].pk, versions[two].pk]
        answer = client.get(reverse("wagtailadmin_pages:revisions_compare", args=places))
        assert answer.status_code == 200
        assert "Caption" in answer.content.decode()
