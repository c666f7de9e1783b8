"""Django's CACHES: what web processes share besides tables, such as limits of sign-in and the lock of the schedule."""

# A page may ask several times, and nobody should wait for more than a few seconds.
SECONDS_TO_ANSWER = 1


def cache_settings(redis_url):
    """Redis if there is one, or else the database, which every site has."""
    if not redis_url:
        return {"default": {"BACKEND": "clinic_site.storage.database_cache.DatabaseCache", "LOCATION": "shared_cache"}}
    options = {"socket_timeout": SECONDS_TO_ANSWER, "socket_connect_timeout": SECONDS_TO_ANSWER, "retry": one_retry()}
    backend = "clinic_site.storage.redis_cache.FailoverRedisCache"
    return {"default": {"BACKEND": backend, "LOCATION": redis_url, "OPTIONS": options}}


def one_retry():
    """A connection from before Redis was started again is found dead by its first use."""
    import redis  # installed only where several hosts share one

    return redis.retry.Retry(redis.backoff.NoBackoff(), 1, supported_errors=(redis.ConnectionError,))
