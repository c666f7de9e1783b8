"""Cached pages as files, for other workers, for the next start, and for a web server in front."""

import json
import secrets
import time
from pathlib import Path

from .cache_version import PUBLIC_DIRECTORY
from .cached_page import BROTLI, GZIP, IDENTITY, CachedPage

PUBLIC_FILE = 0o644

# The one that is written last tells that the others are there.
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
        """Writes into the version in which the page was rendered, or not at all if that is gone."""
        if not path.endswith("/") or not (self.folder / version).is_dir():
            return
        place = self.place(version, domain, path)
        try:
            make_public(place, self.folder / version)
            write_file(place / HEADERS, json.dumps(page.headers).encode())
            for encoding, name in FILES.items():
                write_file(place / name, page.bodies[encoding])
        except OSError:
            return  # the disk is full, or the version was just deleted: the page is in memory all the same

    def place(self, version, domain, path):
        return self.folder / version / domain / path.strip("/")


def make_public(place, top):
    """Makes the folder, and those above it up to `top`, readable whatever the umask is."""
    place.mkdir(parents=True, exist_ok=True)
    while place != top:
        place.chmod(PUBLIC_DIRECTORY)
        place = place.parent


def write_file(path, content):
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    temporary.write_bytes(content)
    temporary.chmod(PUBLIC_FILE)
    temporary.replace(path)


def is_fresh(page, seconds):
    """A page from the future was cached while the clock was ahead."""
    return abs(time.time() - page.cached_at) < seconds
