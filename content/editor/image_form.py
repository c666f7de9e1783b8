"""The form of a picture in the page editor."""

from wagtail.images.forms import BaseImageForm


class ImageForm(BaseImageForm):
    """A picture keeps its file: another one would be on live pages at once, and nobody would have approved it."""

    class Meta(BaseImageForm.Meta):
        help_texts = {"title": "A picture keeps its file. To show another photo, upload it as a new picture."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("file", None)
