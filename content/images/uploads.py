"""Photographs are cleaned on every way into the database: by the editor's upload form, and whenever a file is saved."""

from django import forms
from django.apps import apps
from django.db.models import FileField, ImageField
from django.db.models.signals import pre_save
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.images.models import AbstractRendition

from content.images.photos import CleanPhoto, clean_photo, is_photo


class PhotoField(WagtailImageField):
    """Gives a CleanPhoto. Wagtail's own would trust the header, and the decoder would fail later."""

    def to_python(self, data):
        file = forms.FileField.to_python(self, data)
        if file is None:
            return None
        self.check_image_file_size(file)
        return clean_photo(file)


class PhotoForm(BaseImageForm):
    """The file of a picture cannot be replaced: the new one would be on live pages at once, without a review."""

    class Meta(BaseImageForm.Meta):
        help_texts = {"title": "A picture keeps its file. To show another photo, upload it as a new picture."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("file", None)
        if "file" in self.fields:
            given = self.fields["file"]
            self.fields["file"] = PhotoField(label=given.label, required=given.required, widget=given.widget)


def clean_on_save():
    for model in apps.get_models():
        # Renditions are made from photos that are clean.
        if file_fields(model) and not issubclass(model, AbstractRendition):
            pre_save.connect(clean_photos, sender=model, dispatch_uid=f"clean_photos_of_{model._meta.label}")
            for field in file_fields(model):
                if isinstance(field, ImageField):
                    field.validators.append(refuse_what_is_no_photo)


def file_fields(model):
    return [field for field in model._meta.concrete_fields if isinstance(field, FileField)]


def clean_photos(instance, **kwargs):
    """Receiver of pre_save. What is no photo passes, where the field takes other files as well."""
    for field in file_fields(type(instance)):
        if is_new(getattr(instance, field.attname)) and is_for_a_photo(field, instance):
            replace_with_clean(instance, field)


def is_new(file):
    return bool(file) and not file._committed and not isinstance(file.file, CleanPhoto)


def is_for_a_photo(field, instance):
    return isinstance(field, ImageField) or is_photo(getattr(instance, field.attname).file)


def replace_with_clean(instance, field):
    setattr(instance, field.attname, clean_photo(getattr(instance, field.attname).file))
    if hasattr(instance, "_set_image_file_metadata"):
        instance._set_image_file_metadata()


def refuse_what_is_no_photo(file):
    """A validator, for forms of other libraries that would find out when it's too late for words."""
    if is_new(file):
        clean_photo(file.file)
