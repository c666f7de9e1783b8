"""Answers from the page cache before Django is entered."""

import contextlib
import time

from django.conf import settings

from .cache_version import NONE, CacheNotWritable, CacheVersions, Follower, build_id, build_id_of, is_shared
from .cached_page import CachedPage, PageFiles, answer_uncached, is_fresh
from .request_rules import READING, RequestRules, is_cacheable, is_excluded, may_fill, without_visitor

SECONDS_BETWEEN_TRIES = 10


class PageCache:
    """WSGI middleware around Django: serves pages that are the same for everybody."""

    def __init__(self, application, most_in_memory=None):
        self.application = application
        self.most_in_memory = settings.PAGE_CACHE_MAX_IN_MEMORY if most_in_memory is None else most_in_memory
        self.rules = RequestRules()
        self.versions = CacheVersions(settings.PAGE_CACHE_DIR)
        self.files = PageFiles(settings.PAGE_CACHE_DIR)
        self.build_id = build_id()
        self.next_try = 0
        # Version and pages are replaced together: a page that is stored late goes to the old ones.
        self.kept = ("", {})

    def open(self):
        """For a web process: from now on pages are those of its build, and follow what other hosts change."""
        with contextlib.suppress(CacheNotWritable):
            self.versions.open(self.build_id)
        if is_shared() and settings.PAGE_CACHE_POLL_SECONDS:
            Follower(self.versions).start()
        return self

    def __call__(self, environ, start_response):
        domain = self.rules.domain_for(environ)
        version = self.versions.current()
        # While a new build takes over, workers of the old one leave its pages alone.
        if domain is None or build_id_of(version) != self.build_id:
            self.start_if_missing(version)
            return self.answer_uncached(environ, start_response)
        pages = self.pages_of(version)
        key = (domain, environ["PATH_INFO"])
        page = pages.get(key)
        if page is not None and is_fresh(page, settings.PAGE_CACHE_SECONDS):
            return page.answer(environ, start_response)
        if not may_fill(environ["PATH_INFO"]):
            return self.answer_uncached(environ, start_response)
        page = self.files.find(version, *key)
        if page is not None and is_fresh(page, settings.PAGE_CACHE_SECONDS):
            self.keep(pages, key, page)
            return page.answer(environ, start_response)
        return self.render(environ, start_response, version, pages, key)

    def answer_uncached(self, environ, start_response):
        """Django's answer. One that is the same for everybody has the headers and encodings of cached pages."""
        if environ["REQUEST_METHOD"] not in READING or is_excluded(environ["PATH_INFO"]):
            return self.application(environ, start_response)
        return said_as_cached(*asked(self.application, environ), environ, start_response)

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

    def keep(self, pages, key, page):
        """Beyond the limit a page is read from its files."""
        if key in pages or len(pages) < self.most_in_memory:
            pages[key] = page

    def render(self, environ, start_response, version, pages, key):
        """Lets Django answer, and stores the answer under the version that was current before."""
        anybodys = without_visitor(environ)
        started, body = asked(self.application, anybodys)
        if not is_cacheable(*started[:2]):
            return self.pass_on(started, body, anybodys, environ, start_response)
        page = CachedPage.encode(started[1], joined(body))
        is_current = self.versions.current() == version
        if is_current:
            self.keep(pages, key, page)
            self.files.put(version, *key, page)
        return page.answer(environ, start_response, is_current)

    def pass_on(self, started, body, anybodys, environ, start_response):
        """An answer that may be about the visitor is given to the request that the visitor sent."""
        if anybodys is environ:
            start_response(*started)
            return body
        close(body)
        return self.application(environ, start_response)


def asked(application, environ):
    """What the application gave to start_response, and the body."""
    begun = []
    body = application(environ, lambda *started: begun.append(started))
    return begun[0], body


def said_as_cached(started, body, environ, start_response):
    if is_cacheable(*started[:2]):
        return answer_uncached(started[1], joined(body), environ, start_response)
    start_response(*started)
    return body


def joined(body):
    try:
        return b"".join(body)
    finally:
        close(body)


def close(body):
    if hasattr(body, "close"):
        body.close()
