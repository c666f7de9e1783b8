"""DATABASES, CACHES and STORAGES, from what DATABASE_URL, REDIS_URL and MEDIA_STORAGE_URL say."""

from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# So that nothing acknowledged is lost.
SQLITE_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: the write is on the disk before the visitor reads "thank you"
    "foreign_keys": 1,
    "secure_delete": 1,
}
# Milliseconds, for whoever answers visitors. Two of them in a row, the answer that failed and the page that says so,
# must end before the 60 seconds of nginx and gunicorn. A lock is waited for as long as an ordinary piece of work takes.
POSTGRESQL_TIMEOUTS = {"lock_timeout": 10_000, "statement_timeout": 25_000}
# A page is a row of each of several tables. PostgreSQL guesses millions of them before it has counted any, and then
# compiles for 1 to 2 seconds a query that takes 5 milliseconds.
POSTGRESQL_PLANNER = {"jit": "off"}
# A page may ask several times, and nobody should wait for more than a few seconds.
SECONDS_TO_ANSWER = 1


def database_settings(database, timeouts=True, must_exist=False):
    """Takes what a DATABASE_URL says, gives Django's settings for that database.

    `timeouts` are for PostgreSQL; SQLite has its own below. With `must_exist` a missing SQLite file is an error.
    """
    if database["ENGINE"].endswith("sqlite3"):
        return database | sqlite_settings() | {"MUST_EXIST": must_exist}
    return database | postgresql_settings(database.get("OPTIONS", {}), timeouts)


def postgresql_settings(options, timeouts):
    said = POSTGRESQL_PLANNER | (POSTGRESQL_TIMEOUTS if timeouts else {})
    # What a DATABASE_URL says itself comes last, and counts.
    words = " ".join(filter(None, [*(f"-c {name}={value}" for name, value in said.items()), options.get("options")]))
    return {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": options | {"options": words}}


def sqlite_settings():
    pragmas = ";".join(f"PRAGMA {name}={value}" for name, value in SQLITE_PRAGMAS.items())
    return {
        "ENGINE": "clinic_site.storage.sqlite3",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # IMMEDIATE: a transaction that reads and then writes waits for its turn instead of failing.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }


def cache_settings(redis_url):
    """Django's CACHES, which all web processes share: Redis if there is one, or else the database."""
    if not redis_url:
        return {"default": {"BACKEND": "clinic_site.storage.database_cache.DatabaseCache", "LOCATION": "shared_cache"}}
    options = {"socket_timeout": SECONDS_TO_ANSWER, "socket_connect_timeout": SECONDS_TO_ANSWER, "retry": one_retry()}
    backend = "clinic_site.storage.redis_cache.FailoverRedisCache"
    return {"default": {"BACKEND": backend, "LOCATION": redis_url, "OPTIONS": options}}


def one_retry():
    """A connection from before Redis was started again is found dead by its first use."""
    import redis  # installed only where several hosts share one

    return redis.retry.Retry(redis.backoff.NoBackoff(), 1, supported_errors=(redis.ConnectionError,))


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
        "BACKEND": "clinic_site.storage.media_bucket.MediaBucket",
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
