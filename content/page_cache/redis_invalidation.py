"""Tells the other web hosts through Redis that pages changed, and hears it from them."""

import contextlib
import logging
import secrets
import threading
import time

from django.conf import settings

CHANNEL = "baked-pages"
# A host that does not answer is down or cut off; its listener invalidates its pages by itself.
LONGEST_WAIT = 2
RECONNECT_SECONDS = 1
# How often Redis is pinged; it has as long to answer.
PING_SECONDS = 2
# While Redis is not reachable cached pages may be old, so they are kept no longer than this.
DISCONNECTED_SECONDS = 5

logger = logging.getLogger(__name__)
process_name = secrets.token_hex(8)


def invalidate_other_hosts():
    """Returns once every process that listens has invalidated its pages, or after LONGEST_WAIT seconds."""
    try:
        silent = wait_for_answers()
    except Exception as error:  # whatever the network does, the change is made and stays made
        logger.error("The other web hosts could not be told that pages changed (%s).", type(error).__name__)
        return
    if silent:
        logger.error("%d processes of web hosts did not say that they invalidated their pages.", silent)


def wait_for_answers():
    """How many of those that listen did not answer."""
    redis = connect()
    message_id = secrets.token_hex(8)
    waiting = redis.publish(CHANNEL, f"{process_name} {message_id}")
    ends = time.monotonic() + LONGEST_WAIT
    while waiting > 0 and time.monotonic() < ends:
        if redis.blpop([reply_key(message_id)], timeout=0.5):
            waiting -= 1
    return waiting


def answer(redis, message_id):
    key = reply_key(message_id)
    redis.pipeline().rpush(key, process_name).expire(key, 10 * LONGEST_WAIT).execute()


def reply_key(message_id):
    return f"{CHANNEL}-{message_id}"


def connect():
    """Tries once: a client that reconnects by itself would hide that a message may have been missed."""
    import redis  # installed only where several hosts share one

    return redis.Redis.from_url(
        settings.REDIS_URL,
        decode_responses=True,
        socket_timeout=LONGEST_WAIT,
        socket_connect_timeout=LONGEST_WAIT,
        retry=redis.retry.Retry(redis.backoff.NoBackoff(), 0),
    )


class Listener:
    """Starts a new version whenever another host says that pages changed, in a thread of its own."""

    def __init__(self, versions):
        self.versions = versions
        self.redis_url = settings.REDIS_URL
        self.is_connected = False
        self.has_tried = threading.Event()

    def start(self):
        """Returns once Redis has answered or failed, so that a host does not start with old pages."""
        threading.Thread(target=self.run, daemon=True, name="page-cache-listener").start()
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
            for message in messages_from(subscription):
                # The first message confirms the subscription. Messages before that are lost.
                self.versions.start_new()
                self.is_connected = True
                self.has_tried.set()
                if message["type"] == "message":
                    answer(redis, message["data"].split()[1])

    def log_silence(self, error):
        if self.is_connected or not self.has_tried.is_set():
            logger.warning(
                "Redis does not answer (%s); until it does, pages are kept for seconds.", type(error).__name__
            )
        self.is_connected = False


def messages_from(subscription):
    """The messages, without answers to pings. Raises TimeoutError when even a ping is not answered."""
    while True:
        message = subscription.get_message(timeout=PING_SECONDS)
        if message is None:
            subscription.ping()
            message = subscription.get_message(timeout=PING_SECONDS)
        if message is None:
            raise TimeoutError
        if message["type"] in ("subscribe", "message"):
            yield message
