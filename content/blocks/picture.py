from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock, ImageBlockComparison

from .citing import Citing


class PictureComparison(ImageBlockComparison):
    """Versions are compared though a picture of theirs was deleted since."""

    def htmlvalue(self, val):
        return "This picture was deleted." if val is None else super().htmlvalue(val)


class ComparedImageBlock(ImageBlock):
    def get_comparison_class(self):
        return PictureComparison


class PictureBlock(Citing):
    """A picture from the clinic's own images, told in words or marked as decorative."""

    picture = ComparedImageBlock(
        label="Picture",
        help_text="Say in one sentence what the picture shows, for people who cannot see it. "
        "Mark it as decorative only if a reader would miss nothing without it.",
    )
    caption = blocks.CharBlock(
        max_length=200,
        required=False,
        label="Caption",
        help_text="What the picture adds to the page. Everybody reads it.",
    )

    def get_preview_value(self):
        """With the newest image of the clinic, when there is one."""
        picture = get_image_model().objects.order_by("pk").last()
        return self.normalize({"picture": picture, "caption": "What the picture adds to the page."})

    class Meta:
        icon = "image"
        label = "Picture"
        label_format = "{caption}"
        help_text = "A photograph or a drawing of the clinic's own. Never people as if they were patients."
        group = "Words"
        template = "content/blocks/picture.html"
