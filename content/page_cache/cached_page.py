"""A page in its final bytes, in each content encoding."""

import gzip
import hashlib
import time
from dataclasses import dataclass
from functools import lru_cache

import brotli

IDENTITY, GZIP, BROTLI = "identity", "gzip", "br"
SMALLEST_FIRST = [BROTLI, GZIP, IDENTITY]
# Browsers may keep the page but ask each time: a notice of the clinic must reach everybody at once.
REVALIDATE = ("Cache-Control", "no-cache")
REPRESENTATION_HEADERS = {"content-length", "content-encoding", "content-type", "etag", "vary", "cache-control"}


@dataclass(frozen=True)
class Representation:
    """One encoding of the page, with every header."""

    body: bytes
    etag: str
    headers: list
    unchanged_headers: list


class CachedPage:
    def __init__(self, headers, bodies, cached_at=None):
        self.headers = headers
        self.bodies = bodies
        self.cached_at = time.time() if cached_at is None else cached_at
        self.representations = {encoding: representation(encoding, body, headers) for encoding, body in bodies.items()}

    @classmethod
    def encode(cls, headers, html):
        return cls(headers, {IDENTITY: html, GZIP: gzip.compress(html, mtime=0), BROTLI: brotli.compress(html)})

    def answer(self, environ, start_response):
        representation = self.representations[best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))]
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and matches(representation.etag, known):
            start_response("304 Not Modified", representation.unchanged_headers[:])
            return []
        start_response("200 OK", representation.headers[:])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [representation.body]


def representation(encoding, body, headers):
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    everywhere = [(name, value) for name, value in headers if name.lower() not in REPRESENTATION_HEADERS]
    everywhere += [("ETag", etag), ("Vary", "Accept-Encoding"), REVALIDATE]
    described = [(name, value) for name, value in headers if name.lower() == "content-type"]
    described += [("Content-Length", str(len(body)))]
    described += [("Content-Encoding", encoding)] if encoding != IDENTITY else []
    return Representation(body, etag, [*described, *everywhere], everywhere)


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
