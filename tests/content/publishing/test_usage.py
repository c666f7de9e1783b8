"""Pictures and sources that pages show stay as they are: nobody changes live pages by way of them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from PIL import Image as Drawing
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction

from content.models import Photographs, Source
from content.publishing.usage import InUseError, is_public
from tests.builders.editing import edit
from tests.builders.pages import (
    go_live_unreviewed,
    make_image,
    make_information_page,
    make_source,
    make_whole_page,
)
from tests.builders.staff import make_owner, make_staff, sign_in

pytestmark = pytest.mark.django_db

PEOPLE = ["Editors", "Clinical reviewers", "owner"]
CITATION = "A trial. 2020."


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_photo_of_the_clinic_cannot_be_deleted_while_visitors_see_it():
    photo = make_image()
    record = Photographs.for_editor()
    record.visit, record.visit_description = photo, "A teal door."
    record.save_revision().publish()

    with pytest.raises(InUseError), transaction.atomic():
        photo.delete()

    assert is_public(photo)


def test_a_photo_of_a_draft_can_be_deleted():
    photo = make_image()
    record = Photographs.for_editor()
    record.visit, record.visit_description = photo, "A teal door."
    record.save_revision()

    photo.delete()

    assert not get_image_model().objects.exists()


def sign_in_as(client, who):
    user = make_owner("sam") if who == "owner" else make_staff("sam", who)
    sign_in(client, user)
    return user


def body_with(image, source):
    picture = {"image": image.pk, "alt_text": "A room with a window.", "decorative": False}
    return [{"type": "picture", "value": {"picture": picture, "caption": "Our room.", "sources": [source.pk]}}]


@pytest.fixture
def picture():
    return make_image()


@pytest.fixture
def source():
    return make_source(citation=CITATION)


@pytest.fixture
def page(picture, source):
    return make_information_page("rooms", body=body_with(picture, source))


def seen(client, page):
    client.logout()
    return client.get(page.url).content.decode().split("<main")[1]


def other_file():
    file = io.BytesIO()
    Drawing.new("RGB", (40, 40), "red").save(file, "PNG")
    return SimpleUploadedFile("other.png", file.getvalue(), "image/png")


def bulk(model, action, pk):
    return reverse("wagtail_bulk_action", args=[*model.split("."), action]) + f"?id={pk}"


WAYS_TO_CHANGE_A_PICTURE = {
    "edit": lambda pk: (f"/cms/images/{pk}/", {}),
    "edit after an upload": lambda pk: (f"/cms/images/multiple/{pk}/", {}),
    "delete": lambda pk: (f"/cms/images/{pk}/delete/", {}),
    "delete after an upload": lambda pk: (f"/cms/images/multiple/{pk}/delete/", {}),
    "delete several": lambda pk: (bulk("wagtailimages.image", "delete", pk), {}),
    "tag several": lambda pk: (bulk("wagtailimages.image", "add_tags", pk), {"tags": "room"}),
    "move several": lambda pk: (
        bulk("wagtailimages.image", "add_to_collection", pk),
        {"collection": Collection.objects.get(name="Private").pk},
    ),
}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("way", WAYS_TO_CHANGE_A_PICTURE)
def test_readers_see_the_same_picture_whatever_somebody_does_with_it(client, page, picture, who, way):
    private = Collection.objects.get(depth=1).add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    before = seen(client, page)
    address_of_file = picture.get_rendition("width-400|format-webp").file.url
    get_image_model().objects.update(uploaded_by_user=sign_in_as(client, who))
    address, fields = WAYS_TO_CHANGE_A_PICTURE[way](picture.pk)
    form = {"title": "Another title", "description": "Another one", "collection": private.pk, "file": other_file()}
    form |= {f"image-{picture.pk}-{name}": value for name, value in form.items()} | fields

    with transaction.atomic():
        headers = {"x-requested-with": "XMLHttpRequest"} if "upload" in way else {}
        response = client.post(address, form, headers=headers)

    assert response.status_code in {200, 302}
    assert seen(client, page) == before
    assert client.get(address_of_file).status_code == 200
    assert get_image_model().objects.get().file.name == picture.file.name


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("way", ["delete", "unpublish", "delete several", "edit"])
def test_readers_see_the_same_source_whatever_somebody_does_with_it(client, page, source, who, way):
    before = seen(client, page)
    sign_in_as(client, who)
    views = source.snippet_viewset
    address = (
        bulk("content.source", "delete", source.pk)
        if way == "delete several"
        else reverse(views.get_url_name(way), args=[source.pk])
    )

    form = {"identifier": "R77", "kind": "study", "citation": "Another one. 2021.", "action-save": "yes"}
    client.post(address, form, follow=True)

    assert seen(client, page) == before
    assert Source.objects.get(pk=source.pk).citation == CITATION


@pytest.mark.parametrize("who", PEOPLE)
def test_a_source_whose_first_version_waits_is_on_pages_as_its_reviewer_saw_it(client, page, source, who):
    Source.objects.update(live=False, has_unpublished_changes=True)
    before = seen(client, page)
    sign_in_as(client, who)

    form = {"identifier": "R07", "kind": "study", "citation": "Another one. 2021.", "action-save": "yes"}
    client.post(reverse(source.snippet_viewset.get_url_name("edit"), args=[source.pk]), form, follow=True)

    assert seen(client, page) == before


def test_a_new_source_is_approved_with_the_page_that_cites_it(client, page, source):
    Source.objects.update(live=False, has_unpublished_changes=True)
    go_live_unreviewed(page)
    before = seen(client, page)
    sign_in_as(client, "Editors")

    form = {"identifier": "R07", "kind": "study", "citation": "Another one. 2021.", "action-save": "yes"}
    client.post(reverse(source.snippet_viewset.get_url_name("edit"), args=[source.pk]), form, follow=True)

    source.refresh_from_db()
    assert seen(client, page) == before
    assert source.get_latest_revision().content["citation"] == "Another one. 2021."


def test_a_new_source_that_no_page_shows_is_changed_freely(client, source):
    Source.objects.update(live=False)
    sign_in_as(client, "Editors")

    form = {"identifier": "R07", "kind": "study", "citation": "Another one. 2021.", "action-save": "yes"}
    client.post(reverse(source.snippet_viewset.get_url_name("edit"), args=[source.pk]), form, follow=True)

    assert Source.objects.get().citation == "Another one. 2021."


def test_whoever_deletes_is_told_where_it_is_shown(client, page, picture):
    sign_in_as(client, "owner")

    response = client.post(f"/cms/images/{picture.pk}/delete/", follow=True)

    assert f"“{page.title}”" in next(str(message) for message in response.context["messages"])


def test_what_no_page_shows_is_deleted(client, picture, source):
    get_image_model().objects.update(uploaded_by_user=sign_in_as(client, "Editors"))
    client.post(f"/cms/images/{picture.pk}/delete/")
    sign_in(client, make_owner())
    client.post(reverse(source.snippet_viewset.get_url_name("delete"), args=[source.pk]))

    assert not get_image_model().objects.exists()
    assert not Source.objects.exists()


def test_what_only_a_draft_shows_is_deleted(picture):
    source = make_source("R98")
    make_information_page("rooms", body=body_with(picture, source)).unpublish()

    picture.delete()
    source.delete()

    assert not get_image_model().objects.exists()


def test_what_a_reviewer_has_before_them_counts(client, source):
    page = make_whole_page(live=False)
    sign_in_as(client, "Editors")
    edit(client, page, "action-submit")

    with pytest.raises(InUseError):
        source.delete()


def test_several_are_deleted_all_or_none(page, picture):
    make_image("another.png")

    with pytest.raises(InUseError), transaction.atomic():
        get_image_model().objects.all().delete()

    assert get_image_model().objects.count() == 2


def test_a_new_upload_is_a_new_picture(client):
    sign_in_as(client, "Editors")

    client.post("/cms/images/add/", {"title": "A door", "file": other_file(), "collection": 1})

    assert [image.title for image in get_image_model().objects.all()] == ["A door"]
