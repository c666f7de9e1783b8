"""Blocks of pictures: the clinic's own photographs, in several sizes, and the drawings of this site."""

from django.db import transaction
from django.db.models.signals import post_save
from PIL.Image import DecompressionBombError
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock, ImageBlockComparison

from content.drawings import CHOICES

from .sources import BlockWithSources

WIDTHS = (400, 800, 1200)
FILTERS = [f"width-{width}|format-webp" for width in WIDTHS]
# Of a face, with the focal point of the photo in its middle.
PORTRAITS = [f"fill-{width}x{width * 3 // 4}|format-webp" for width in WIDTHS]


def sizes_of(image, filters=FILTERS):
    """Renditions, the largest first. A small picture has fewer: none is made larger than it is.

    None if the file of the picture is missing; the page is shown without it.
    """
    try:
        renditions = image.get_renditions(*filters).values()
    except (OSError, DecompressionBombError):
        return []
    by_width = {rendition.width: rendition for rendition in renditions}
    return [by_width[width] for width in sorted(by_width, reverse=True)]


def make_sizes_ahead(instance, **kwargs):
    """Receiver of post_save: the sizes are made while a photo is uploaded, not when a page is first shown."""
    transaction.on_commit(lambda: sizes_of(instance), robust=True)


def connect_image_signals():
    post_save.connect(make_sizes_ahead, sender=get_image_model(), dispatch_uid="make_sizes_ahead")


class ImageComparison(ImageBlockComparison):
    def htmlvalue(self, val):
        """Wagtail's own fails on an image that has been deleted."""
        return super().htmlvalue(val or self.block._image_to_struct_value(None))


class ComparableImageBlock(ImageBlock):
    def get_comparison_class(self):
        return ImageComparison


class PictureBlock(BlockWithSources):
    """A picture from the clinic's own images, with alternative text or marked as decorative."""

    picture = ComparableImageBlock(
        label="Picture",
        help_text="Say in one sentence what the picture shows, for people who can't see it. "
        "Mark it as decorative only if a reader would miss nothing without it.",
    )
    caption = blocks.CharBlock(
        max_length=200,
        required=False,
        label="Caption",
        help_text="What the picture adds to the page. Everybody reads it.",
    )

    def get_context(self, value, parent_context=None):
        picture = value["picture"]
        return super().get_context(value, parent_context) | {"sizes": sizes_of(picture) if picture else []}

    def get_preview_value(self):
        """With the newest image of the clinic, when there is one."""
        picture = get_image_model().objects.order_by("pk").last()
        return self.normalize({"picture": picture, "caption": "What the picture adds to the page.", "sources": []})

    class Meta:
        icon = "image"
        label = "Picture"
        label_format = "{caption}"
        help_text = "A photograph or a drawing of the clinic's own. Never people as if they were patients."
        group = "Words"
        template = "content/blocks/picture.html"


def photograph_instead():
    return ComparableImageBlock(
        required=False,
        label="Photograph",
        help_text="A photograph of your own rooms. It takes the place of the drawing.",
    )


# Drawings that say something: each is a template in templates/illustrations, and its words stand in it.
EXPLAINING = {
    "visit": "One treatment visit, minute by minute",
    "synapse": "How ketamine may work, in 3 steps",
    "series": "The first course, week by week",
}


class IllustrationBlock(BlockWithSources):
    """One of the site's own drawings."""

    drawing = blocks.ChoiceBlock(
        choices=[("Explained in words", list(EXPLAINING.items())), *CHOICES],
        default="visit",
        label="Drawing",
    )
    shows = blocks.CharBlock(
        max_length=200,
        required=False,
        label="What the drawing shows",
        help_text="For people who can't see it. Leave it blank for a drawing that only decorates the page, and for one "
        "that is explained in words.",
    )
    picture = photograph_instead()
    caption = blocks.CharBlock(
        max_length=200,
        required=False,
        label="Caption",
        help_text="What this page adds to the drawing. Everybody reads it.",
    )

    def get_context(self, value, parent_context=None):
        drawing, picture = value["drawing"], value.get("picture")
        return super().get_context(value, parent_context) | {
            "drawing_template": f"illustrations/{drawing}.html" if drawing in EXPLAINING else "",
            "sizes": sizes_of(picture) if picture else [],
        }

    class Meta:
        icon = "image"
        label = "Illustration"
        label_format = "{drawing}"
        help_text = "A drawing made for this site. Name the sources its figures come from."
        group = "Care"
        template = "content/blocks/illustration.html"
        preview_value = {"drawing": "visit", "sources": []}
