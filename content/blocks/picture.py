from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock, ImageBlockComparison

from content.page_pictures import sizes_of

from .citing import Citing


class ImageComparison(ImageBlockComparison):
    def htmlvalue(self, val):
        """Wagtail's own fails on an image that has been deleted since."""
        return super().htmlvalue(val or self.block._image_to_struct_value(None))


class ComparableImageBlock(ImageBlock):
    def get_comparison_class(self):
        return ImageComparison


class PictureBlock(Citing):
    """A picture from the clinic's own images, told in words or marked as decorative."""

    picture = ComparableImageBlock(
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

    def get_context(self, value, parent_context=None):
        picture = value["picture"]
        return super().get_context(value, parent_context) | {"sizes": sizes_of(picture) if picture else []}

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
