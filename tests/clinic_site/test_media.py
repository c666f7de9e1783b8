"""Uploaded images come from this site's own address, kept on disk or in a bucket; no other file does."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.models import Collection, CollectionViewRestriction

from clinic_site.settings.storage import media_storage
from tests.builders.pages import make_image
from tests.builders.staff import make_owner, make_staff, sign_in

pytestmark = pytest.mark.django_db

MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}


@pytest.fixture(params=["disk", "bucket"], autouse=True)
def storage(request, settings, tmp_path):
    """Where images are kept. Django's memory storage, like a bucket, has no files to hand to the web server."""
    disk = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": disk if request.param == "disk" else MEMORY}


def keep(name):
    return default_storage.save(name, ContentFile(b"a door"))


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("images/door.png", "image/png"),
        ("images/door.webp", "image/webp"),
        ("images/door.JPG", "image/jpeg"),
        ("images/door.avif", "image/avif"),
        ("images/door.gif", "image/gif"),
    ],
)
def test_an_image_is_handed_out(client, name, content_type):
    keep(name)

    response = client.get(f"/media/{name}")

    assert b"".join(response.streaming_content) == b"a door"
    assert response["Content-Type"] == content_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=86400"


@pytest.mark.parametrize(
    "name",
    [
        "documents/offer.html",
        "documents/offer.svg",
        "documents/offer.js",
        "documents/offer.pdf",
        "documents/offer.txt",
        "documents/offer.xml",
        "documents/offer.png",
        "images/offer.html",
        "images/offer.svg",
        "images/offer.svgz",
        "images/offer.png.html",
        "images/offer",
        "images/.png",
        "offer.png",
    ],
)
def test_no_other_file_is_though_it_is_there(client, name):
    keep(name)

    for address in [name, f"images/../{name}", f"./{name}", f"images//..//{name}", name.replace(".", "%2e")]:
        assert client.get(f"/media/{address}").status_code in {400, 404}


@pytest.mark.parametrize(
    "path",
    [
        "images/window.png",
        "images/",
        "../settings.py",
        "%2e%2e/%2e%2e/etc/passwd",
        "images/a%00.png",
        "images/../../a.png",
    ],
)
def test_nothing_is_handed_out_that_is_not_there(client, path):
    keep("images/door.png")

    assert client.get(f"/media/{path}").status_code in {400, 404}


# -- collections that an owner made private --------------------------------------


@pytest.fixture
def private_picture():
    """With a size of it, in a collection below the one that is private."""
    private = Collection.objects.get(depth=1).add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    picture = make_image()
    picture.collection = private.add_child(name="Below")
    picture.save()
    return picture


def address_of(picture):
    return picture.get_rendition("width-400").file.url


def test_a_private_picture_is_not_handed_out_to_strangers(client, private_picture):
    address = address_of(private_picture)

    for spelling in [address, address.replace("images/", "images//"), address.replace("images/", "images/./")]:
        assert client.get(spelling).status_code in {400, 404}


@pytest.mark.parametrize("role", ["Editors", "Triage"])
def test_staff_see_it_and_nothing_between_keeps_it(client, private_picture, role):
    sign_in(client, make_staff("sam", role))

    response = client.get(address_of(private_picture))

    assert (response.status_code, response["Cache-Control"]) == (200, "private")


def test_a_password_for_a_collection_opens_it_to_nobody_but_editors(client, private_picture):
    CollectionViewRestriction.objects.update(restriction_type="password", password="door")
    address = address_of(private_picture)

    assert client.get(address).status_code == 404
    sign_in(client, make_owner())
    assert client.get(address).status_code == 200


def test_pictures_beside_it_stay_public(client, private_picture):
    assert client.get(address_of(make_image()))["Cache-Control"] == "public, max-age=86400"


def test_where_nothing_is_private_a_picture_costs_one_query(client, django_assert_num_queries):
    keep("images/door.png")

    with django_assert_num_queries(1):
        client.get("/media/images/door.png")


# -- where a bucket is ---------------------------------------------------------------


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
def test_visitors_get_only_what_is_made_for_pages(client, name, path):
    keep(name)

    assert client.get(f"/media/{path.format(name)}").status_code in {400, 404}
