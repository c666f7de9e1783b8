"""Photographs that were stored before uploads were cleaned."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.images import get_image_model
from wagtail.images.rect import Rect
from wagtail.models import UploadedFile
from wagtail.users.models import UserProfile

from content.images import stored_photos
from content.images.stored_photos import clean_stored_photos
from tests.builders import photos
from tests.builders.photos import HIDDEN, make_photo
from tests.builders.staff import make_staff

pytestmark = pytest.mark.django_db

MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
SPEC = "width-30|format-webp"


class Stopped(Exception):
    """Somebody pulled the plug."""


@pytest.fixture(params=["disk", "bucket"], autouse=True)
def storage(request, settings, tmp_path):
    disk = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": disk if request.param == "disk" else MEMORY}
    return default_storage


def stored_before(upload=None, **fields):
    """An image as the site stored it: whatever was sent, under the name it came with."""
    upload = upload or make_photo(turned=True)
    name = default_storage.save(f"original_images/{upload.name}", upload)
    details = {"title": "A door", "width": 60, "height": 40, "file_hash": "of the old file"} | fields
    return get_image_model().objects.create(file=name, **details)


def clean():
    said = []
    clean_stored_photos(tell=said.append)
    return said


def files(folder="original_images"):
    try:
        return sorted(default_storage.listdir(folder)[1])
    except FileNotFoundError:
        return []


def read(image):
    with default_storage.open(image.file.name) as file:
        return file.read()


def test_a_stored_photo_is_cleaned_and_renamed_and_its_row_follows():
    image = stored_before()

    assert clean() == []

    image = get_image_model().objects.get()
    assert files() == [f"{image.file_hash}.jpg"]
    assert HIDDEN.encode() not in read(image)
    assert (image.width, image.height, image.file_size) == (40, 60, len(read(image)))


def test_its_sizes_lose_the_name_it_came_with():
    image = stored_before()
    old = image.get_rendition(SPEC).file.name
    assert "Doe" in old

    clean()

    image = get_image_model().objects.get()
    assert files("images") == []
    assert image.get_rendition(SPEC).file.name.startswith(f"images/{image.file_hash[:20]}")


def test_a_photo_that_is_clean_is_left_alone(monkeypatch):
    image = get_image_model().objects.create(title="A door", file=make_photo())
    rendition = image.get_rendition(SPEC)
    monkeypatch.setattr(stored_photos, "clean_old_photo", pytest.fail)

    assert clean() == []

    assert get_image_model().objects.get().file.name == image.file.name
    assert image.renditions.get() == rendition


def test_two_of_the_same_photo_keep_a_file_each():
    stored_before()
    stored_before()

    clean()

    assert len({image.file.name for image in get_image_model().objects.all()}) == 2
    assert len(files()) == 2


@pytest.mark.parametrize(
    "broken",
    [lambda: photos.cut_off(make_photo()), lambda: photos.header_of_a_huge_png(20_000)],
)
def test_what_cannot_be_cleaned_is_named_and_stops_nothing(broken):
    first, lost, last = stored_before(broken()), stored_before(), stored_before()
    default_storage.delete(lost.file.name)

    said = clean()

    assert [image.pk for image in (first, lost) if f"hoto {image.pk} " in " ".join(said)] == [first.pk, lost.pk]
    assert len(said) == 2
    assert "Doe" not in " ".join(said)
    last.refresh_from_db()
    assert last.file_hash in last.file.name


def test_what_pages_show_of_a_photo_that_is_lost_stays():
    image = stored_before()
    shown = image.get_rendition(SPEC).file.name
    default_storage.delete(image.file.name)

    clean()

    assert default_storage.exists(shown)


def test_of_a_moving_picture_the_first_is_kept_as_pages_showed_it():
    stored_before(photos.moving("GIF"))

    assert clean() == []

    image = get_image_model().objects.get()
    assert image.file.name == f"original_images/{image.file_hash}.png"
    assert HIDDEN.encode() not in read(image)


@pytest.mark.parametrize(
    "where", ["copy_metadata", "already_stored", "UploadedFile", "delete_renditions_of_other_names"]
)
def test_whoever_is_stopped_goes_on_from_there(monkeypatch, where):
    stored_before().get_rendition(SPEC)

    def stop(*args, **kwargs):
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(stored_photos, where, stop if where != "UploadedFile" else None)
        with pytest.raises((Stopped, AttributeError)):
            clean()
    clean()

    image = get_image_model().objects.get()
    assert files() == [f"{image.file_hash}.jpg"]
    assert files("images") == []
    assert read(image)
    assert not UploadedFile.objects.exists()


def test_the_point_that_matters_stays_where_it_is():
    upload = make_photo(size=(5120, 512))
    image = stored_before(upload, width=5120, height=512)
    image.set_focal_point(Rect.from_point(1000, 200, 100, 100))
    image.save()

    clean()

    image.refresh_from_db()
    assert (image.width, image.focal_point_x, image.focal_point_y, image.focal_point_width) == (2560, 500, 100, 50)


def test_profile_pictures_and_uploads_that_were_never_finished_go():
    name = default_storage.save("avatar_images/avatar_Sam.jpg", make_photo())
    UserProfile.objects.create(user=make_staff(), avatar=name)
    UploadedFile.objects.create(file=default_storage.save("wagtail_uploads/J. Doe.jpg", ContentFile(b"")))
    waiting = UploadedFile.objects.create(file=make_photo())

    clean()

    assert files("avatar_images") == []
    assert not UserProfile.objects.get().avatar
    assert UploadedFile.objects.get() == waiting
    assert len(files("wagtail_uploads")) == 1
