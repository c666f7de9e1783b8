"""Photographs come into the site by several screens of the editor, and each of them cleans them."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Collection, UploadedFile

from tests.builders import photos
from tests.builders.photos import HIDDEN, make_photo
from tests.builders.staff import make_owner, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def owner(client):
    sign_in(client, make_owner())
    return client


def add(client, upload):
    return client.post(reverse("wagtailimages:add"), {"title": "A door", "file": upload, "collection": root()})


def add_several(client, upload):
    return client.post(reverse("wagtailimages:add_multiple"), {"title": "A door", "files[]": upload})


def choose(client, upload):
    data = {"image-chooser-upload-title": "A door", "image-chooser-upload-file": upload}
    return client.post(reverse("wagtailimages_chooser:create"), data | {"image-chooser-upload-collection": root()})


def root():
    return Collection.get_first_root_node().pk


SCREENS = [add, add_several, choose]
BROKEN = {
    "cut off": lambda: photos.cut_off(make_photo(size=(200, 150))),
    "cut off, moving": lambda: photos.cut_off(photos.moving("GIF"), 0.7),
    "moving": lambda: photos.moving("GIF"),
    "empty": lambda: SimpleUploadedFile("door.jpg", b""),
    "huge": lambda: photos.header_of_a_huge_png(),
    "beyond huge": lambda: photos.header_of_a_huge_png(20_000, 20_000),
    "of another name": lambda: photos.renamed(make_photo("PNG"), "door.jpg"),
    "a drawing": lambda: SimpleUploadedFile("door.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "no picture": lambda: SimpleUploadedFile("door.jpg", b"%PDF-1.4"),
}


def everything_in(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


@pytest.mark.parametrize("format", ["JPEG", "HEIF"])
@pytest.mark.parametrize("screen", SCREENS)
def test_a_photo_is_stored_clean_and_under_another_name(owner, screen, format, tmp_path):
    assert screen(owner, make_photo(format)).status_code in {200, 302}

    image = get_image_model().objects.latest("pk")
    assert image.file.name == f"original_images/{image.file_hash}.jpg"
    assert (image.width, image.height, image.file_size) == (60, 40, image.file.size)
    assert [path for path in everything_in(tmp_path) if HIDDEN.encode() in path.read_bytes()] == []
    assert [path for path in everything_in(tmp_path) if "Doe" in path.name] == []


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("screen", SCREENS)
def test_what_is_no_whole_photo_is_refused_in_words(owner, screen, broken):
    images = get_image_model().objects
    response = screen(owner, BROKEN[broken]())

    assert response.status_code == 200
    assert "photo" in response.text or "picture" in response.text or "empty" in response.text
    assert not images.exists()


def test_a_photo_that_waits_for_its_title_is_clean(owner, tmp_path):
    owner.post(reverse("wagtailimages:add_multiple"), {"title": "x" * 300, "files[]": make_photo()})
    upload = UploadedFile.objects.get()
    assert [path for path in everything_in(tmp_path) if HIDDEN.encode() in path.read_bytes()] == []

    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[upload.pk])
    prefix = f"uploaded-image-{upload.pk}"
    owner.post(address, {f"{prefix}-title": "A door", f"{prefix}-collection": root()})

    assert HIDDEN.encode() not in get_image_model().objects.get().file.read()


def test_a_photo_that_no_form_has_seen_is_clean():
    image = get_image_model().objects.create(title="A door", file=make_photo(turned=True))

    assert HIDDEN.encode() not in image.file.read()
    assert (image.width, image.height) == (40, 60)
    assert image.file_hash in image.file.name


def test_staff_have_no_picture_of_themselves(owner, tmp_path):
    shown = owner.get(reverse("wagtailadmin_account"))
    owner.post(reverse("wagtailadmin_account"), {"avatar-avatar": make_photo(), "name_email-first_name": "Sam"})

    assert 'type="file"' not in shown.text
    assert everything_in(tmp_path) == []
