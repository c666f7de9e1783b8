"""Which uploaded files visitors may have."""

import posixpath

# What Wagtail makes of photos for pages. The photos themselves, and whatever else is uploaded, stay with the site.
RENDITIONS = "images/"


def is_rendition(path):
    return posixpath.normpath(path).startswith(RENDITIONS)
