"""A page in its final bytes."""

import gzip
import hashlib
import time
from dataclasses import dataclass

import brotli

from .encodings import BROTLI, GZIP, IDENTITY, best_encoding

# Browsers may keep the page but ask each time: a notice of the clinic must reach everybody at once.
ASK_EACH_TIME = ("Cache-Control", "no-cache")
ABOUT_THE_BYTES = {"content-length", "content-encoding", "content-type", "etag", "vary", "cache-control"}


@dataclass(frozen=True)
class Form:
    """One encoding of the page, with every header."""

    body: bytes
    etag: str
    headers: list
    unchanged_headers: list


class BakedPage:
    def __init__(self, headers, bodies, baked_at=None):
        self.headers = headers
        self.bodies = bodies
        self.baked_at = time.time() if baked_at is None else baked_at
        self.forms = {encoding: form(encoding, body, headers) for encoding, body in bodies.items()}

    @classmethod
    def made_of(cls, headers, html):
        return cls(headers, {IDENTITY: html, GZIP: gzip.compress(html, mtime=0), BROTLI: brotli.compress(html)})

    def answer(self, environ, start_response):
        form = self.forms[best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))]
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and is_among(form.etag, known):
            start_response("304 Not Modified", form.unchanged_headers[:])
            return []
        start_response("200 OK", form.headers[:])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]


def form(encoding, body, headers):
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    everywhere = [(name, value) for name, value in headers if name.lower() not in ABOUT_THE_BYTES]
    everywhere += [("ETag", etag), ("Vary", "Accept-Encoding"), ASK_EACH_TIME]
    described = [(name, value) for name, value in headers if name.lower() == "content-type"]
    described += [("Content-Length", str(len(body)))]
    described += [("Content-Encoding", encoding)] if encoding != IDENTITY else []
    return Form(body, etag, [*described, *everywhere], everywhere)


def is_among(etag, known):
    tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
    return etag in tags or "*" in tags
