"""Where uploaded images are kept, as MEDIA_STORAGE_URL says it."""

from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def media_storage(address):
    """Django's storage for uploads: the bucket that the address names, or files under MEDIA_ROOT when it is blank."""
    return bucket_settings(address) if address else {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def bucket_settings(address):
    """Takes MEDIA_STORAGE_URL, `s3://key:secret@host[:port]/bucket[?region=...&tls=off]`; gives Django's storage.

    Raises ImproperlyConfigured when a part is missing. The host is that of any service that speaks S3.
    """
    parts = urlsplit(address)
    bucket, options = parts.path.strip("/"), parse_qs(parts.query)
    whole = parts.scheme == "s3" and parts.hostname and parts.username and parts.password and bucket
    if not whole or "/" in bucket:
        raise ImproperlyConfigured("MEDIA_STORAGE_URL must look like s3://key:secret@host/bucket")
    port = f":{parts.port}" if parts.port else ""
    scheme = "http" if options.get("tls") == ["off"] else "https"
    return {
        "BACKEND": "clinic_site.media.bucket.MediaBucket",
        "OPTIONS": {
            "access_key": unquote(parts.username),
            "secret_key": unquote(parts.password),
            "endpoint_url": f"{scheme}://{parts.hostname}{port}",
            "bucket_name": bucket,
            "region_name": options.get("region", [None])[0],
            "file_overwrite": False,
            "querystring_auth": False,
        },
    }
