"""Redis as the cache of all web hosts. While it is down the site goes on as if nothing were cached."""

import functools
import logging
import time

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

# One sign-in asks twenty times, and each would wait for the timeout again.
SECONDS_BEFORE_RETRY = 5

logger = logging.getLogger(__name__)


def while_away(method, answer):
    @functools.wraps(method)
    def asked(self, *args, **kwargs):
        if time.monotonic() < FailoverRedisCache.away_until:
            return answer(*args, **kwargs)
        try:
            return method(self, *args, **kwargs)
        except RedisError as error:
            note_absence(error)
            return answer(*args, **kwargs)

    return asked


def note_absence(error):
    FailoverRedisCache.away_until = time.monotonic() + SECONDS_BEFORE_RETRY
    kind = type(error).__name__
    logger.error("Redis does not answer (%s): limits of sign-in are counted by the database only.", kind)


def the_default(key, default=None, version=None):
    return default


def answers(value):
    return lambda *args, **kwargs: value


class FailoverRedisCache(RedisCache):
    # For all threads of the process.
    away_until = 0

    # Whoever wants a lock gets it: publishing on schedule twice does no harm, never would.
    add = while_away(RedisCache.add, answers(True))
    get = while_away(RedisCache.get, the_default)
    get_many = while_away(RedisCache.get_many, lambda *args, **kwargs: {})
    set = while_away(RedisCache.set, answers(None))
    set_many = while_away(RedisCache.set_many, lambda keys, *args, **kwargs: list(keys))
    delete = while_away(RedisCache.delete, answers(False))
    delete_many = while_away(RedisCache.delete_many, answers(None))
    touch = while_away(RedisCache.touch, answers(False))
    has_key = while_away(RedisCache.has_key, answers(False))
