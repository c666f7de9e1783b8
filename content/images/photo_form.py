"""The form by which staff upload photos, on whichever screen of the editor."""

from django.forms import FileField
from wagtail.images.fields import WagtailImageField

from content.editor.image_form import ImageForm
from content.images.photos import clean_photo


class PhotoField(WagtailImageField):
    """Gives a CleanPhoto. Wagtail's own would trust the header, and the decoder would fail later."""

    def to_python(self, data):
        file = FileField.to_python(self, data)
        if file is None:
            return None
        self.check_image_file_size(file)
        return clean_photo(file)


class PhotoForm(ImageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:  # which an uploaded picture keeps
            given = self.fields["file"]
            self.fields["file"] = PhotoField(label=given.label, required=given.required, widget=given.widget)
