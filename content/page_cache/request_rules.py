"""Which requests may be answered from the page cache, and which answers may be kept. When in doubt, Django answers."""

import re
from functools import lru_cache

from django.conf import settings
from django.http.request import split_domain_port

PLAIN_PATH = re.compile(r"/(?:[A-Za-z0-9_-]+/)*(?:[a-z]+\.(?:xml|txt))?")
LONGEST_PATH = 250
PERSONAL_HEADERS = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_RANGE")
USUAL_PORTS = {"", "80", "443"}
CACHED_TYPES = {"text/html", "text/plain", "application/xml"}
PRIVATE_DIRECTIVES = {"private", "no-store", "no-cache"}


class RequestRules:
    """The settings that the rules depend on are read once."""

    def __init__(self):
        # A pattern such as ".example.org" would let anybody fill the memory with names.
        self.hosts = frozenset(host.lower() for host in settings.ALLOWED_HOSTS if host[:1] not in ("", ".", "*"))
        self.session_cookie = f"{settings.SESSION_COOKIE_NAME}="
        self.must_be_secure = settings.SECURE_SSL_REDIRECT
        self.proxy_header = settings.SECURE_PROXY_SSL_HEADER
        self.domain_of = lru_cache(maxsize=128)(self.domain_of)

    def domain_for(self, environ):
        """The host whose cached pages may be served; None if Django has to answer."""
        if (
            environ.get("QUERY_STRING")
            or environ["REQUEST_METHOD"] not in ("GET", "HEAD")
            or self.session_cookie in environ.get("HTTP_COOKIE", "")
            or environ.get("SCRIPT_NAME")
            or self.is_secure(environ) != self.must_be_secure
        ):
            return None
        return self.domain_of(environ.get("HTTP_HOST", ""), environ["SERVER_PORT"])

    def domain_of(self, host, server_port):
        """Other ports go to Django, which may repeat them in its answer."""
        domain, port = split_domain_port(host)
        return domain if domain in self.hosts and port in USUAL_PORTS | {server_port} else None

    def is_secure(self, environ):
        """As Django's HttpRequest.scheme has it."""
        if self.proxy_header:
            name, secure_value = self.proxy_header
            value = environ.get(name)
            if value is not None:
                return value.split(",", 1)[0].strip() == secure_value
        return environ.get("wsgi.url_scheme") == "https"

    def may_fill(self, environ):
        """Whether the answer to this request may be cached: nothing about the visitor can get into it."""
        path = environ["PATH_INFO"]
        return (
            environ["REQUEST_METHOD"] == "GET"
            and not any(name in environ for name in PERSONAL_HEADERS)
            and len(path) <= LONGEST_PATH
            and PLAIN_PATH.fullmatch(path)
            and not path.startswith(tuple(settings.PAGE_CACHE_EXCLUDED))
        )


def is_cacheable(status, headers):
    """Whether an answer is the same for everybody: no cookie, nothing private, no header it varies by."""
    values_by_name = {}
    for name, value in headers:
        values_by_name.setdefault(name.lower(), []).append(value.lower())
    caching = tokens_of(values_by_name.get("cache-control", []))
    return (
        status.startswith("200 ")
        and tokens_of(values_by_name.get("content-type", []), separator=";") & CACHED_TYPES != set()
        and not values_by_name.keys() & {"set-cookie", "content-encoding"}
        and not caching & PRIVATE_DIRECTIVES
        and tokens_of(values_by_name.get("vary", [])) <= {"accept-encoding"}
    )


def tokens_of(values, separator=","):
    return {word.strip() for value in values for word in value.split(separator)}
