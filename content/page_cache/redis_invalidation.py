"""Tells the other web hosts through Redis that pages changed, and hears it from them."""

import contextlib
import logging
import secrets
import threading
import time

from django.conf import settings

CHANNEL = "baked-pages"
# A host that does not answer is down or cut off; it begins anew by itself (redis_invalidation.py).
LONGEST_WAIT = 2

logger = logging.getLogger(__name__)
process_name = secrets.token_hex(8)


def invalidate_other_hosts():
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
    waiting = redis.publish(CHANNEL, f"{process_name} {news}")
    ends = time.monotonic() + LONGEST_WAIT
    while waiting > 0 and time.monotonic() < ends:
        if redis.blpop([reply_key(news)], timeout=0.5):
            waiting -= 1
    return waiting


def answer(redis, news):
    key = reply_key(news)
    redis.pipeline().rpush(key, process_name).expire(key, 10 * LONGEST_WAIT).execute()


def reply_key(news):
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


RECONNECT_SECONDS = 1
# How often Redis is asked whether it is still there; it has as long to say so.
PING_SECONDS = 2
# What is kept while nothing is heard may be old: it is kept no longer than this.
DISCONNECTED_SECONDS = 5


class Listener:
    """Makes the pages of `versions` old whenever another host has news, in a thread of its own."""

    def __init__(self, versions):
        self.versions = versions
        self.redis_url = settings.REDIS_URL
        self.is_connected = False
        self.has_tried = threading.Event()

    def start(self):
        """Returns once Redis has answered or failed, so that a host does not begin with pages from before."""
        threading.Thread(target=self.run, daemon=True, name="baked-pages-news").start()
        self.has_tried.wait(LONGEST_WAIT)

    def run(self):
        while self.redis_url == settings.REDIS_URL:
            try:
                self.listen()
            except Exception as error:  # whatever the network does, this thread goes on
                self.log_silence(error)
            with contextlib.suppress(OSError):
                self.versions.start_unless_younger_than(DISCONNECTED_SECONDS)
            self.has_tried.set()
            time.sleep(RECONNECT_SECONDS)

    def listen(self):
        redis = connect()
        with redis.pubsub() as subscription:
            subscription.subscribe(CHANNEL)
            for heard in messages_from(subscription):
                # The first says that we hear from now on. What was said before that is lost.
                self.versions.start_new()
                self.is_connected = True
                self.has_tried.set()
                if heard["type"] == "message":
                    answer(redis, heard["data"].split()[1])

    def log_silence(self, error):
        if self.is_connected or not self.has_tried.is_set():
            logger.warning(
                "Redis does not answer (%s); until it does, pages are kept for seconds.", type(error).__name__
            )
        self.is_connected = False


def messages_from(subscription):
    """What comes, but for the answers to pings; raises when the other side does not even answer a ping."""
    while True:
        heard = subscription.get_message(timeout=PING_SECONDS)
        if heard is None:
            subscription.ping()
            heard = subscription.get_message(timeout=PING_SECONDS)
        if heard is None:
            raise TimeoutError
        if heard["type"] in ("subscribe", "message"):
            yield heard
