"""How a web host hears that another one changed pages, and what it does while it hears nothing."""

import contextlib
import logging
import threading
import time

from django.conf import settings

from . import news

PAUSE = 1
# How often Redis is asked whether it is still there; it has as long to say so.
BEAT = 2
# What is kept while nothing is heard may be old: it is kept no longer than this.
DEAF_SECONDS = 5

logger = logging.getLogger(__name__)


class Listener:
    """Makes the pages of `generations` old whenever another host has news, in a thread of its own."""

    def __init__(self, generations):
        self.generations = generations
        self.redis_url = settings.REDIS_URL
        self.hears = False
        self.has_tried = threading.Event()

    def start(self):
        """Returns once Redis has answered or failed, so that a host does not begin with pages from before."""
        threading.Thread(target=self.run, daemon=True, name="baked-pages-news").start()
        self.has_tried.wait(news.LONGEST_WAIT)

    def run(self):
        while self.redis_url == settings.REDIS_URL:
            try:
                self.listen()
            except Exception as error:  # whatever the network does, this thread goes on
                self.note_silence(error)
            with contextlib.suppress(OSError):
                self.generations.begin_unless_younger_than(DEAF_SECONDS)
            self.has_tried.set()
            time.sleep(PAUSE)

    def listen(self):
        redis = news.connect()
        with redis.pubsub() as subscription:
            subscription.subscribe(news.CHANNEL)
            for heard in messages_of(subscription):
                # The first says that we hear from now on. What was said before that is lost.
                self.generations.begin()
                self.hears = True
                self.has_tried.set()
                if heard["type"] == "message":
                    news.answer(redis, heard["data"].split()[1])

    def note_silence(self, error):
        if self.hears or not self.has_tried.is_set():
            logger.warning(
                "Redis does not answer (%s); until it does, pages are kept for seconds.", type(error).__name__
            )
        self.hears = False


def messages_of(subscription):
    """What comes, but for the answers to pings; raises when the other side does not even answer a ping."""
    while True:
        heard = subscription.get_message(timeout=BEAT)
        if heard is None:
            subscription.ping()
            heard = subscription.get_message(timeout=BEAT)
        if heard is None:
            raise TimeoutError
        if heard["type"] in ("subscribe", "message"):
            yield heard
