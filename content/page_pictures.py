"""The sizes in which pages show a picture."""

from django.db import transaction
from django.db.models.signals import post_save
from PIL.Image import DecompressionBombError
from wagtail.images import get_image_model

WIDTHS = (400, 800, 1200)
FILTERS = [f"width-{width}|format-webp" for width in WIDTHS]


def sizes_of(image):
    """Renditions, the largest first. A small picture has fewer: none is made larger than it is.

    Without any, the page stays whole: the file of the picture may be gone.
    """
    try:
        renditions = image.get_renditions(*FILTERS).values()
    except (OSError, DecompressionBombError):
        return []
    by_width = {rendition.width: rendition for rendition in renditions}
    return [by_width[width] for width in sorted(by_width, reverse=True)]


def make_sizes_ahead(instance, **kwargs):
    """Receiver of post_save: whoever uploads a photo waits for them, and no editor or reader does."""
    transaction.on_commit(lambda: sizes_of(instance), robust=True)


def watch():
    post_save.connect(make_sizes_ahead, sender=get_image_model(), dispatch_uid="make_sizes_ahead")
