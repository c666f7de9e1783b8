"""Uploaded images in a bucket that several web hosts share."""

from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class MediaBucket(S3Storage):
    def url(self, name, **options):
        """An address of this site: a browser that reads our pages never asks another host."""
        return settings.MEDIA_URL + filepath_to_uri(name)
