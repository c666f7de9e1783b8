"""Renders public pages into the files of this host before their first reader comes."""

import fcntl
import logging
from contextlib import contextmanager
from functools import cache
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db.models import F
from django.http.request import split_domain_port
from wagtail.models import Page

from content.blocks.specific_pages import page_address

from .cache_version import CacheVersions, build_id, build_id_of
from .wsgi_middleware import PageCache, close

LOCK = ".rendering"
# In the folder of a version: all its pages are there.
DONE = ".rendered"

logger = logging.getLogger(__name__)


def render_if_changed():
    """Of several workers on one host one renders. What web processes of another release serve is left alone."""
    version = CacheVersions(settings.PAGE_CACHE_DIR).current()
    if build_id_of(version) != build_of_this_process() or done(version).exists():
        return
    with lock() as is_ours:
        if is_ours:
            render_all()
            done(version).touch()


@cache
def build_of_this_process():
    """Asked for first when the process starts: later its files may be those of an update."""
    return build_id()


def done(version):
    return settings.PAGE_CACHE_DIR / version / DONE


@contextmanager
def lock():
    """Whether nobody else on this host has it. The system releases it when the process ends."""
    with (settings.PAGE_CACHE_DIR / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def render_all():
    """A page that fails keeps none of the others; it is rendered, or fails, when a reader asks for it."""
    site = Site()
    addresses = public_addresses()
    failed = {address for host in site.hosts for address in addresses if site.visit(address, host) != "200 OK"}
    if failed:
        logger.warning("%d pages could not be rendered ahead, such as %s.", len(failed), min(failed))


def public_addresses():
    """The page that was published last comes first."""
    pages = Page.objects.live().public().filter(depth__gt=1).order_by(F("last_published_at").desc(nulls_last=True))
    return [*map(page_address, pages.values_list("url_path", flat=True)), "/sitemap.xml", "/robots.txt"]


class Site:
    """The site as web processes serve it, asked by anonymous visitors. Pages are put into files, not into memory."""

    def __init__(self):
        self.cache = PageCache(WSGIHandler(), most_in_memory=0)
        self.scheme, site_host = urlsplit(settings.SITE_URL)[:2]
        self.hosts = [site_host, *sorted(self.cache.rules.hosts - {site_host.partition(":")[0]})]

    def visit(self, address, host):
        started = []
        close(self.cache(self.visit_to(address, host), lambda status, *rest: started.append(status)))
        return started[0]

    def visit_to(self, address, host):
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": address,
            "QUERY_STRING": "",
            "HTTP_HOST": host,
            "SERVER_PORT": split_domain_port(host)[1] or "80",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": self.scheme,
        }
        if settings.SECURE_PROXY_SSL_HEADER and self.scheme == "https":
            name, value = settings.SECURE_PROXY_SSL_HEADER
            environ[name] = value
        setup_testing_defaults(environ)
        return environ
