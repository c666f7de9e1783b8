"""What all web processes know together: sign-in limits, locks, sessions."""


def cache_settings(redis_url):
    """Django's CACHES: Redis if there is one, or else the database, which every site has."""
    if redis_url:
        return {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url}}
    return {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}


def session_engine(redis_url):
    """Sessions are kept in the database in either case, so that emptying Redis signs nobody out."""
    return "django.contrib.sessions.backends.cached_db" if redis_url else "django.contrib.sessions.backends.db"
