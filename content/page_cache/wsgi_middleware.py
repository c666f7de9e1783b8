"""Answers from the page cache before Django is entered."""

import contextlib
import time

from django.conf import settings

from .cache_version import NONE, CacheNotWritable, CacheVersions, build_id, build_id_of
from .cached_page import CachedPage
from .files import PageFiles, is_fresh
from .redis_invalidation import Listener
from .request_rules import RequestRules, is_cacheable

SECONDS_BETWEEN_TRIES = 10


class PageCache:
    """WSGI middleware around Django: serves pages that are the same for everybody."""

    def __init__(self, application):
        self.application = application
        self.rules = RequestRules()
        self.versions = CacheVersions(settings.PAGE_CACHE_DIR)
        self.files = PageFiles(settings.PAGE_CACHE_DIR)
        self.build_id = build_id()
        self.next_try = 0
        with contextlib.suppress(CacheNotWritable):
            self.versions.open(self.build_id)
        # Version and pages are replaced together: a page that is stored late goes to the old ones.
        self.kept = ("", {})
        if settings.REDIS_URL:
            Listener(self.versions).start()

    def __call__(self, environ, start_response):
        domain = self.rules.domain_for(environ)
        version = self.versions.current()
        # While a new build takes over, workers of the old one leave its pages alone.
        if domain is None or build_id_of(version) != self.build_id:
            self.start_if_missing(version)
            return self.application(environ, start_response)
        pages = self.pages_of(version)
        key = (domain, environ["PATH_INFO"])
        page = pages.get(key)
        if page is not None and is_fresh(page, settings.PAGE_CACHE_SECONDS):
            return page.answer(environ, start_response)
        if not self.rules.may_fill(environ):
            return self.application(environ, start_response)
        page = self.files.find(version, *key)
        if page is not None and is_fresh(page, settings.PAGE_CACHE_SECONDS):
            keep(pages, key, page)
            return page.answer(environ, start_response)
        return self.render(environ, start_response, version, pages, key)

    def start_if_missing(self, version):
        """Tried again after a while: there may be space on the disk by now."""
        if version == NONE and time.monotonic() >= self.next_try:
            self.next_try = time.monotonic() + SECONDS_BETWEEN_TRIES
            self.versions.start_if_missing(self.build_id)

    def pages_of(self, version):
        kept_version, pages = self.kept
        if kept_version != version:
            pages = {}
            self.kept = (version, pages)
        return pages

    def render(self, environ, start_response, version, pages, key):
        """Lets Django answer, and stores the answer under the version that was current before."""
        begun = []
        body = self.application(environ, lambda *started: begun.append(started))
        status, headers = begun[0][:2]
        if not is_cacheable(status, headers):
            start_response(*begun[0])
            return body
        page = CachedPage.encode(headers, joined(body))
        if self.versions.current() == version:
            keep(pages, key, page)
            self.files.put(version, *key, page)
        return page.answer(environ, start_response)


def joined(body):
    try:
        return b"".join(body)
    finally:
        if hasattr(body, "close"):
            body.close()


def keep(pages, key, page):
    """Beyond the limit a page is read from its files."""
    if key in pages or len(pages) < settings.PAGE_CACHE_MAX_IN_MEMORY:
        pages[key] = page
