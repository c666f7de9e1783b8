"""Serves uploaded pictures, wherever they are stored, and no other file: all of it carries the clinic's domain."""

import posixpath

from django.core.files.storage import FileSystemStorage, default_storage
from django.db.models import Q
from django.http import FileResponse, Http404
from django.utils.cache import patch_cache_control
from django.views.static import serve
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction

from contact.clinic.locations import PICTURES
from contact.models import ClinicDetails, Location
from content.publishing.usage import is_public

# Never SVG or HTML, which a browser runs. Said here, since what the system guesses from a name differs.
CONTENT_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
# What Wagtail makes of photos for pages. The photos themselves, and whatever else is uploaded, are not handed out.
RENDITIONS = "images/"
# An image that is replaced gets another name; one that is deleted stays in caches for a day at most.
ONE_DAY = 24 * 60 * 60


def media(request, path):
    name = posixpath.normpath(path)
    content_type = CONTENT_TYPES.get(posixpath.splitext(name)[1].lower())
    if content_type is None or not name.startswith((RENDITIONS, PICTURES)) or "\0" in name:
        raise Http404
    of_the_clinic = name.startswith(PICTURES)
    open_to_all = is_shown_by_the_clinic(name) if of_the_clinic else is_open_to_all(name)
    if not open_to_all and (of_the_clinic or not may_see(request, name)):
        raise Http404
    response = from_disk(request, name) if isinstance(default_storage, FileSystemStorage) else from_bucket(name)
    if response.has_header("Content-Type"):  # the answer "not modified" has none
        response["Content-Type"] = content_type
    patch_cache_control(response, **({"public": True, "max_age": ONE_DAY} if open_to_all else {"private": True}))
    return response


def from_disk(request, name):
    return serve(request, name, document_root=default_storage.location)


def from_bucket(name):
    try:
        return FileResponse(default_storage.open(name))
    except (FileNotFoundError, IsADirectoryError):
        raise Http404 from None


def is_shown_by_the_clinic(name):
    """Whether it is a location's map or the logo now; what was replaced is closed."""
    return Location.objects.filter(map_picture=name).exists() or ClinicDetails.objects.filter(logo=name).exists()


# -- pictures in collections that an owner made private --------------------------


def is_open_to_all(name):
    if not CollectionViewRestriction.objects.exists():
        return True
    picture = picture_of(name)
    if picture is None:
        return False
    # What was approved on a page is not taken off it by moving the picture.
    return not picture.collection.get_view_restrictions().exists() or is_public(picture)


def may_see(request, name):
    if request.user.has_perm("wagtailadmin.access_admin"):
        return True
    picture = picture_of(name)
    restrictions = picture.collection.get_view_restrictions() if picture else []
    return bool(restrictions) and all(restriction.accept_request(request) for restriction in restrictions)


def picture_of(name):
    """The picture whose file, or a size of it, has this name."""
    pictures = get_image_model().objects.select_related("collection")
    return pictures.filter(Q(file=name) | Q(renditions__file=name)).first()
