"""Hands out uploaded images, wherever they are kept."""

from django.core.files.storage import FileSystemStorage, default_storage
from django.http import FileResponse, Http404
from django.utils.cache import patch_cache_control
from django.views.static import serve

from clinic_site.media.public import is_public

# An image that is replaced gets another name.
ONE_DAY = 24 * 60 * 60


def media(request, path):
    if not is_public(path):
        raise Http404
    response = from_disk(request, path) if isinstance(default_storage, FileSystemStorage) else from_bucket(path)
    patch_cache_control(response, public=True, max_age=ONE_DAY)
    return response


def from_disk(request, path):
    return serve(request, path, document_root=default_storage.location)


def from_bucket(path):
    try:
        return FileResponse(default_storage.open(path))
    except (FileNotFoundError, IsADirectoryError):
        raise Http404 from None
