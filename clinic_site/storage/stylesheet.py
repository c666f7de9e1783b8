"""Joins the style sheets of the components to one when static files are collected."""

import re

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

CONTENTS = "css/site.css"
IMPORT = re.compile(r'@import url\("([^"]+)"\);\n?')


class JoinedStylesheetStorage(CompressedManifestStaticFilesStorage):
    """Replaces each `@import` of css/site.css by the file it names, then hashes and compresses.

    Names in `@import` are relative to css/. Only css/site.css may import.
    """

    def post_process(self, paths, dry_run=False, **options):
        if CONTENTS in paths and not dry_run:
            self._join(paths)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _join(self, paths):
        contents = self._read(paths, CONTENTS)
        joined = IMPORT.sub(lambda match: self._read(paths, f"css/{match[1]}"), contents)
        ManifestStaticFilesStorage.delete(self, CONTENTS)
        self._save(CONTENTS, ContentFile(as_browsers_read(joined).encode()))
        paths[CONTENTS] = (self, CONTENTS)

    def _read(self, paths, name):
        storage, path = paths[name]
        with storage.open(path) as file:
            return file.read().decode()


def as_browsers_read(css):
    """Without what browsers skip: comments, indentation and empty lines."""
    first, *others = css.split("/*")
    words = first + "".join(other.partition("*/")[2] for other in others)
    lines = (line.strip() for line in words.splitlines())
    return "".join(f"{line}\n" for line in lines if line)
