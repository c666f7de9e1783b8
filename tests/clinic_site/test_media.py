"""Uploaded images come from this site's own address, whether they are kept on disk or in a bucket."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from clinic_site.media.address import media_storage

MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}


@pytest.fixture(params=["disk", "bucket"])
def kept(request, settings, tmp_path):
    """Where images are kept. Django's memory storage, like a bucket, has no files to hand to the web server."""
    disk = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": disk if request.param == "disk" else MEMORY}
    return default_storage.save("images/door.png", ContentFile(b"a door"))


def test_an_image_is_handed_out(client, kept):
    response = client.get(f"/media/{kept}")

    assert b"".join(response.streaming_content) == b"a door"
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, max-age=86400"


@pytest.mark.parametrize("path", ["images/window.png", "images/", "../settings.py", "%2e%2e/%2e%2e/etc/passwd"])
def test_nothing_else_is(client, kept, path, settings):
    assert client.get(f"/media/{path}").status_code in {400, 404}


def test_a_bucket_is_read_from_its_address():
    storage = media_storage("s3://KEY:a%2Fsecret@objects.example.org:9000/clinic?region=eu-west-1&tls=off")

    assert storage["OPTIONS"] | {"file_overwrite": False, "querystring_auth": False} == storage["OPTIONS"]
    assert storage["OPTIONS"]["secret_key"] == "a/secret"
    assert storage["OPTIONS"]["endpoint_url"] == "http://objects.example.org:9000"
    assert storage["OPTIONS"]["bucket_name"] == "clinic"
    assert storage["OPTIONS"]["region_name"] == "eu-west-1"


@pytest.mark.parametrize(
    "address", ["https://KEY:SECRET@host/clinic", "s3://host/clinic", "s3://KEY:SECRET@host", "s3://K:S@host/a/b"]
)
def test_an_address_that_cannot_be_meant_is_named(address):
    with pytest.raises(ImproperlyConfigured, match="MEDIA_STORAGE_URL"):
        media_storage(address)


@pytest.mark.parametrize("name", ["original_images/door.png", "avatar_images/sam.png", "documents/form.png", "x.png"])
@pytest.mark.parametrize("path", ["{}", "images/../{}", "images//../{}", "./{}", "/{}", "images/%2e%2e/{}"])
def test_visitors_get_only_what_is_made_for_pages(client, kept, name, path):
    default_storage.save(name, ContentFile(b"of a patient"))

    assert client.get(f"/media/{path.format(name)}").status_code in {400, 404}
