"""What all web processes know together besides the database: limits on asking for links, the lock of the schedule."""

SECONDS_TO_ANSWER = 1


def cache_settings(redis_url):
    """Django's CACHES: Redis if there is one, or else the database, which every site has."""
    if not redis_url:
        return {"default": {"BACKEND": "clinic_site.database_cache.DatabaseCache", "LOCATION": "shared_cache"}}
    options = {"socket_timeout": SECONDS_TO_ANSWER, "socket_connect_timeout": SECONDS_TO_ANSWER, "retry": one_retry()}
    return {"default": {"BACKEND": "clinic_site.shared_cache.SharedCache", "LOCATION": redis_url, "OPTIONS": options}}


def one_retry():
    """A connection from before Redis was started again is found dead by its first use."""
    import redis  # installed only where several hosts share one

    return redis.retry.Retry(redis.backoff.NoBackoff(), 1, supported_errors=(redis.ConnectionError,))
