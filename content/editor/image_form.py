"""The form of a picture in the page editor."""

from wagtail.images.forms import BaseImageForm


class ImageForm(BaseImageForm):
    """The file of a picture cannot be replaced: the new one would be on live pages at once, without a review."""

    class Meta(BaseImageForm.Meta):
        help_texts = {"title": "A picture keeps its file. To show another photo, upload it as a new picture."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("file", None)
