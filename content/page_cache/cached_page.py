"""A page in its final bytes, in each content encoding, in memory and in files.

The files are for the other workers of this host and for the next start.
"""

import gzip
import hashlib
import json
import secrets
import time
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import brotli

IDENTITY, GZIP, BROTLI = "identity", "gzip", "br"
SMALLEST_FIRST = [BROTLI, GZIP, IDENTITY]
# Browsers may keep the page but ask each time: a notice of the clinic must reach everybody at once.
REVALIDATE = ("Cache-Control", "no-cache")
REPRESENTATION_HEADERS = {"content-length", "content-encoding", "content-type", "etag", "vary", "cache-control"}
# Tells nginx that it may keep the answer for a second (deploy/nginx/pages.conf); nginx passes it to nobody.
FOR_NGINX = ("X-Accel-Expires", "1")


@dataclass(frozen=True)
class Representation:
    """One encoding of the page, with every header."""

    body: bytes
    etag: str
    headers: list
    unchanged_headers: list
    headers_for_nginx: list

    def answer(self, environ, start_response, is_current):
        """`is_current`: whether the page is still the newest, so that nginx may hand it to others."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and matches(self.etag, known):
            start_response("304 Not Modified", self.unchanged_headers[:])
            return []
        start_response("200 OK", (self.headers_for_nginx if is_current else self.headers)[:])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


class CachedPage:
    def __init__(self, headers, bodies, cached_at=None):
        self.headers = headers
        self.bodies = bodies
        self.cached_at = time.time() if cached_at is None else cached_at
        self.representations = {encoding: representation(encoding, body, headers) for encoding, body in bodies.items()}

    @classmethod
    def encode(cls, headers, html):
        return cls(headers, {encoding: encoded(html, encoding) for encoding in SMALLEST_FIRST})

    def answer(self, environ, start_response, is_current=True):
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        return self.representations[encoding].answer(environ, start_response, is_current)


def answer_uncached(headers, html, environ, start_response):
    """As a cached page would be answered, byte for byte and header for header."""
    encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    page = representation(encoding, encoded(html, encoding), headers)
    return page.answer(environ, start_response, is_current=False)


# Brotli takes longer than rendering. Whoever adds ever new words to an address costs it once.
@lru_cache(maxsize=64)
def encoded(html, encoding):
    return {IDENTITY: bytes, GZIP: partial(gzip.compress, mtime=0), BROTLI: brotli.compress}[encoding](html)


def representation(encoding, body, headers):
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    everywhere = [(name, value) for name, value in headers if name.lower() not in REPRESENTATION_HEADERS]
    everywhere += [("ETag", etag), ("Vary", "Accept-Encoding"), REVALIDATE]
    described = [(name, value) for name, value in headers if name.lower() == "content-type"]
    described += [("Content-Length", str(len(body)))]
    described += [("Content-Encoding", encoding)] if encoding != IDENTITY else []
    whole = [*described, *everywhere]
    return Representation(body, etag, whole, everywhere, [FOR_NGINX, *whole])


def matches(etag, known):
    tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
    return etag in tags or "*" in tags


@lru_cache(maxsize=256)
def best_encoding(accepted):
    """The smallest of those that an Accept-Encoding header likes best."""
    preferred = dict(preferences(accepted))
    others = preferred.get("*", 0)
    # Unencoded is always allowed, and the last choice, unless the header says otherwise.
    weights = {BROTLI: others, GZIP: others, IDENTITY: 0.0001} | preferred
    return max(SMALLEST_FIRST, key=weights.__getitem__)


def preferences(accepted):
    for item in accepted.lower().split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        if name:
            yield name, weight(parameters)


def weight(parameters):
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0
    return 1


PRIVATE_FILE = 0o600

# The one that is written last tells that the others are there.
FILES = {BROTLI: "index.html.br", GZIP: "index.html.gz", IDENTITY: "index.html"}
HEADERS = "headers.json"


class PageFiles:
    def __init__(self, folder):
        self.folder = Path(folder)

    def find(self, version, domain, path):
        """The page if every part of it is there."""
        place = self.place(version, domain, path)
        try:
            headers = [tuple(header) for header in json.loads((place / HEADERS).read_text())]
            bodies = {encoding: (place / name).read_bytes() for encoding, name in FILES.items()}
            return CachedPage(headers, bodies, cached_at=(place / FILES[IDENTITY]).stat().st_mtime)
        except (OSError, ValueError):
            return None

    def put(self, version, domain, path, page):
        """Writes into the version in which the page was rendered, or not at all if that is gone."""
        if not path.endswith("/") or not (self.folder / version).is_dir():
            return
        place = self.place(version, domain, path)
        try:
            place.mkdir(parents=True, exist_ok=True)
            write_file(place / HEADERS, json.dumps(page.headers).encode())
            for encoding, name in FILES.items():
                write_file(place / name, page.bodies[encoding])
        except OSError:
            return  # the disk is full, or the version was just deleted: the page is in memory all the same

    def place(self, version, domain, path):
        return self.folder / version / domain / path.strip("/")


def write_file(path, content):
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    temporary.write_bytes(content)
    temporary.chmod(PRIVATE_FILE)
    temporary.replace(path)


def is_fresh(page, seconds):
    """A page from the future was cached while the clock was ahead."""
    return abs(time.time() - page.cached_at) < seconds
