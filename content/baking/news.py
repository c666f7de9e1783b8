"""Carries the news that pages changed from one web host to the others, through Redis."""

import contextlib
import logging
import secrets
import threading
import time

from django.conf import settings

CHANNEL = "baked-pages"
# A host that does not answer is down or cut off; it begins anew by itself when it hears again.
LONGEST_WAIT = 2
PAUSE = 1

logger = logging.getLogger(__name__)
own_name = secrets.token_hex(8)


def tell_other_hosts():
    """Returns once every process that listens has begun anew, or has been waited for long enough."""
    redis = connect()
    news = secrets.token_hex(8)
    with contextlib.suppress(Exception):
        waiting = redis.publish(CHANNEL, f"{own_name} {news}")
        ends = time.monotonic() + LONGEST_WAIT
        while waiting > 0 and time.monotonic() < ends:
            if redis.blpop([answers_to(news)], timeout=0.5):
                waiting -= 1
        return
    logger.error("The other web hosts could not be told that pages changed: Redis did not answer.")


def listen_for_other_hosts(begin):
    """In a thread of its own, for as long as the process lives: calls `begin` whenever another host has news."""
    threading.Thread(target=listen, args=(begin,), daemon=True, name="baked-pages-news").start()


def listen(begin):
    while settings.REDIS_URL:
        try:
            hear(begin)
        except Exception as error:  # whatever the network does, this thread goes on
            logger.warning("Redis does not answer (%s); listening again soon.", type(error).__name__)
        time.sleep(PAUSE)


def hear(begin):
    redis = connect()
    with redis.pubsub(ignore_subscribe_messages=True) as subscription:
        subscription.subscribe(CHANNEL)
        # What was said while nobody listened here is lost.
        begin()
        while True:
            heard = subscription.get_message(timeout=None)
            if heard:
                begin()
                answer(redis, heard["data"].split()[1])


def answer(redis, news):
    key = answers_to(news)
    redis.pipeline().rpush(key, own_name).expire(key, 10 * LONGEST_WAIT).execute()


def answers_to(news):
    return f"{CHANNEL}-{news}"


def connect():
    import redis  # installed only where several hosts share one

    return redis.Redis.from_url(
        settings.REDIS_URL, decode_responses=True, socket_timeout=None, socket_connect_timeout=2
    )
