"""Cached pages as files, for other workers, for the next start, and for a web server in front."""

import json
import secrets
import time
from pathlib import Path

from .cache_version import PUBLIC_DIRECTORY
from .cached_page import BROTLI, GZIP, IDENTITY, CachedPage

PUBLIC_FILE = 0o644

# The last one written says that the others are there.
FILES = {BROTLI: "index.html.br", GZIP: "index.html.gz", IDENTITY: "index.html"}
HEADERS = ".headers"


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
        """Into the version in which the page was rendered, or nowhere if that is gone."""
        if not path.endswith("/") or not (self.folder / version).is_dir():
            return
        place = self.place(version, domain, path)
        try:
            make_public(place, self.folder / version)
            write_file(place / HEADERS, json.dumps(page.headers).encode())
            for encoding, name in FILES.items():
                write_file(place / name, page.bodies[encoding])
        except OSError:
            return  # a full disk, or a version that was just cleared away: the page is in memory all the same

    def place(self, version, domain, path):
        return self.folder / version / domain / path.strip("/")


def make_public(place, top):
    """With the folders between, whatever umask the site writes under."""
    place.mkdir(parents=True, exist_ok=True)
    while place != top:
        place.chmod(PUBLIC_DIRECTORY)
        place = place.parent


def write_file(path, content):
    half_done = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    half_done.write_bytes(content)
    half_done.chmod(PUBLIC_FILE)
    half_done.replace(path)


def is_fresh(page, seconds):
    """One that was baked in the future was baked while the clock was ahead."""
    return abs(time.time() - page.cached_at) < seconds
