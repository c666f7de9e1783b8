"""Carries the news that pages changed from one web host to the others, through Redis."""

import logging
import secrets
import time

from django.conf import settings

CHANNEL = "baked-pages"
# A host that does not answer is down or cut off; it begins anew by itself (listening.py).
LONGEST_WAIT = 2

logger = logging.getLogger(__name__)
own_name = secrets.token_hex(8)


def tell_other_hosts():
    """Returns once every process that listens has begun anew, or has been waited for long enough."""
    try:
        silent = wait_for_answers()
    except Exception as error:  # whatever the network does, the change is made and stays made
        logger.error("The other web hosts could not be told that pages changed (%s).", type(error).__name__)
        return
    if silent:
        logger.error("%d processes of web hosts did not say that they began anew.", silent)


def wait_for_answers():
    """How many of those that listen said nothing."""
    redis = connect()
    news = secrets.token_hex(8)
    waiting = redis.publish(CHANNEL, f"{own_name} {news}")
    ends = time.monotonic() + LONGEST_WAIT
    while waiting > 0 and time.monotonic() < ends:
        if redis.blpop([answers_to(news)], timeout=0.5):
            waiting -= 1
    return waiting


def answer(redis, news):
    key = answers_to(news)
    redis.pipeline().rpush(key, own_name).expire(key, 10 * LONGEST_WAIT).execute()


def answers_to(news):
    return f"{CHANNEL}-{news}"


def connect():
    """Tries once: a client that mended a connection by itself would hide that news may have been missed."""
    import redis  # installed only where several hosts share one

    return redis.Redis.from_url(
        settings.REDIS_URL,
        decode_responses=True,
        socket_timeout=LONGEST_WAIT,
        socket_connect_timeout=LONGEST_WAIT,
        retry=redis.retry.Retry(redis.backoff.NoBackoff(), 0),
    )
