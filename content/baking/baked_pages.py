"""The door before Django."""

import contextlib
import time

from django.conf import settings

from .asking import Asking, may_be_kept
from .baked_page import BakedPage
from .generation import NONE, CannotBegin, Generations, release_of
from .listening import Listener
from .release import release
from .shelf import Shelf, is_fresh

SECONDS_BETWEEN_TRIES = 10


class BakedPages:
    """A WSGI application around Django's, which hands out the pages that are the same for everybody."""

    def __init__(self, application):
        self.application = application
        self.asking = Asking()
        self.generations = Generations(settings.BAKED_DIR)
        self.children = Shelf(settings.BAKED_DIR)
        self.release = release()
        self.next_try = 0
        with contextlib.suppress(CannotBegin):
            self.generations.open(self.release)
        # Stamp and pages change together, as one: a page kept late lands among the old ones.
        self.kept = ("", {})
        if settings.REDIS_URL:
            Listener(self.generations).start()

    def __call__(self, environ, start_response):
        domain = self.asking.domain_for(environ)
        generation = self.generations.current()
        # While a new release takes over, workers of the old one leave its pages alone.
        if domain is None or release_of(generation) != self.release:
            self.begin_if_there_is_none(generation)
            return self.application(environ, start_response)
        pages = self.pages_of(generation)
        key = (domain, environ["PATH_INFO"])
        page = pages.get(key)
        if page is not None and is_fresh(page, settings.BAKED_FOR_SECONDS):
            return page.answer(environ, start_response)
        if not self.asking.may_bake(environ):
            return self.application(environ, start_response)
        page = self.children.find(generation, *key)
        if page is not None and is_fresh(page, settings.BAKED_FOR_SECONDS):
            keep(pages, key, page)
            return page.answer(environ, start_response)
        return self.render(environ, start_response, generation, pages, key)

    def begin_if_there_is_none(self, generation):
        """Asked again after a while: what had no room may have it by now."""
        if generation == NONE and time.monotonic() >= self.next_try:
            self.next_try = time.monotonic() + SECONDS_BETWEEN_TRIES
            self.generations.begin_if_there_is_none(self.release)

    def pages_of(self, generation):
        stamp, pages = self.kept
        if stamp != generation:
            pages = {}
            self.kept = (generation, pages)
        return pages

    def render(self, environ, start_response, generation, pages, key):
        """Answers by Django, and keeps the answer under the stamp that was read before."""
        begun = []
        body = self.application(environ, lambda *started: begun.append(started))
        status, headers = begun[0][:2]
        if not may_be_kept(status, headers):
            start_response(*begun[0])
            return body
        page = BakedPage.made_of(headers, whole(body))
        if self.generations.current() == generation:
            keep(pages, key, page)
            self.children.put(generation, *key, page)
        return page.answer(environ, start_response)


def whole(body):
    try:
        return b"".join(body)
    finally:
        if hasattr(body, "close"):
            body.close()


def keep(pages, key, page):
    """Beyond the cap a page is read from its files."""
    if key in pages or len(pages) < settings.MOST_BAKED_IN_MEMORY:
        pages[key] = page
