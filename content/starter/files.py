"""The files of starter data: one for the sources, and one a page, named for its place in the tree."""

import hashlib
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

SOURCES = "sources.toml"
HOME = "home"


class StarterFileError(Exception):
    """A mistake in a file of starter data."""

    def __init__(self, file_name, what):
        super().__init__(f"{file_name}: {what}")


@dataclass(frozen=True)
class StarterFile:
    name: str
    data: dict

    @property
    def place(self):
        """Such as "conditions.ptsd"."""
        return self.name.removesuffix(".toml")

    @property
    def path(self):
        return "/" if self.place == HOME else "/" + self.place.replace(".", "/") + "/"

    @property
    def parent_path(self):
        """None for Home, which has no page above it."""
        return None if self.place == HOME else self.path[: self.path.rindex("/", 0, -1) + 1]

    @property
    def slug(self):
        return self.place.rpartition(".")[2]

    @property
    def rank(self):
        """Parents first, then the order among siblings."""
        return (self.place != HOME, self.place.count("."), self.data.get("order", 0), self.place)

    @property
    def digest(self):
        return digest_of(self.data)


def digest_of(data):
    """The same for the same data on every machine."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, default=str).encode()).hexdigest()


def read_page_files(folder):
    """The page files, parents before their children."""
    names = sorted(path.name for path in Path(folder).glob("*.toml") if path.name != SOURCES)
    pages = sorted((StarterFile(name, read(folder, name)) for name in names), key=lambda page: page.rank)
    paths = {page.path for page in pages}
    for page in pages:
        check_place(page, paths)
    return pages


def check_place(page, paths):
    if page.parent_path and page.parent_path not in paths:
        raise StarterFileError(page.name, f"there is no file for {page.parent_path} above it.")
    if page.data.get("slug", page.slug) != page.slug:
        raise StarterFileError(page.name, f'its slug is "{page.data["slug"]}", which does not fit its name.')


def read_sources(folder):
    return read(folder, SOURCES).get("source", []) if (Path(folder) / SOURCES).exists() else []


def read(folder, name):
    try:
        return tomllib.loads((Path(folder) / name).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StarterFileError(name, f"cannot be read: {error}") from error
