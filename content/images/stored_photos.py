"""Cleans the photographs that were stored before uploads were cleaned. Safe at every start, and after being stopped.

Each step asks the database what is left to do. A photo is stored clean under its new name, then its row follows, then
the old file goes: at no moment is there a row without a file.
"""

import re
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.images import get_image_model
from wagtail.models import UploadedFile
from wagtail.users.models import UserProfile

from content.images.photos import clean_old_photo

FOCAL_POINT = ["focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"]
FOLLOW = ["width", "height", "file_size", "file_hash", *FOCAL_POINT]
# Names of renditions are cut short.
ENOUGH_OF_A_HASH = 20
FROM_CONTENT = re.compile(r"[0-9a-f]{40}[._]")


def clean_stored_photos(tell):
    """`tell` is called with a sentence for the operator about each photo that stays as it is."""
    for image in list(get_image_model().objects.exclude(file="")):
        if not is_clean(image):
            clean_stored(image, tell)
    delete_renditions_of_other_names()
    delete_profile_pictures()
    delete_old_uploads()


def is_clean(image):
    return is_named_after(image.file.name, image.file_hash)


def is_named_after(name, file_hash):
    return bool(file_hash) and PurePath(name).name.startswith(file_hash)


def is_named_by_content(name):
    return bool(FROM_CONTENT.match(PurePath(name).name))


def clean_stored(image, tell):
    try:
        photo = clean_old_photo(image.file)
    except OSError:
        tell(f"The file of photo {image.pk} cannot be opened; the photo stays as it is.")
    except ValidationError as error:
        tell(f"Photo {image.pk} stays as it is. {' '.join(error.messages)}")
    else:
        replace_file(photo, image)
    finally:
        image.file.close()


def replace_file(photo, image):
    old = image.file.name
    copy_metadata(image, photo)
    new = already_stored(photo, image) or image.file.storage.save(name_for(photo, image), photo)
    with transaction.atomic():
        same = type(image).objects.filter(pk=image.pk, file=old)
        if same.update(file=new, **{name: getattr(image, name) for name in FOLLOW}):
            # Whoever is stopped here finds the old file in this list.
            UploadedFile.objects.create(file=old)


def copy_metadata(image, photo):
    scale = photo.width / image.width if image.width else 1
    is_turned = (image.width > image.height) != (photo.width > photo.height)
    for name in FOCAL_POINT:
        value = getattr(image, name)
        setattr(image, name, None if value is None or is_turned else round(value * scale))
    image.width, image.height = photo.width, photo.height
    image.file_size, image.file_hash = photo.size, PurePath(photo.name).stem


def name_for(photo, image):
    return image.file.field.generate_filename(image, photo.name)


def already_stored(photo, image):
    """The name of the same photo, if it was stored by somebody who was stopped before its row followed."""
    name, storage = name_for(photo, image), image.file.storage
    if type(image).objects.filter(file=name).exists() or not storage.exists(name):
        return None
    with storage.open(name) as stored:
        is_whole = stored.read() == photo.read()
    return name if is_whole else None


def delete_renditions_of_other_names():
    """Their names, which everybody can read, came from what the uploaded files were called.

    Those of a photo that could not be cleaned may be all that is left of it.
    """
    for rendition in get_image_model().get_rendition_model().objects.select_related("image"):
        image = rendition.image
        if is_clean(image) and not is_named_after(rendition.file.name, image.file_hash[:ENOUGH_OF_A_HASH]):
            rendition.file.storage.delete(rendition.file.name)
            rendition.delete()


def delete_profile_pictures():
    for profile in UserProfile.objects.exclude(avatar="").exclude(avatar=None):
        profile.avatar.delete()


def delete_old_uploads():
    """Those that were begun before uploads were cleaned and never finished, and the files of photos cleaned above."""
    for upload in UploadedFile.objects.all():
        if not is_named_by_content(upload.file.name):
            upload.file.storage.delete(upload.file.name)
            upload.delete()
