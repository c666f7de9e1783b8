"""Cleans a photograph before it's stored: nothing hidden in it, turned the right way, and not larger than pages need.

The picture is decoded and written anew, so that only its pixels and its color profile are left: no place, no phone,
no captions, no thumbnail, and nothing after its end.
"""

import struct
from contextlib import contextmanager
from io import BytesIO
from pathlib import PurePath
from threading import Lock

import pillow_heif
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from PIL import Image, ImageCms, ImageOps
from wagtail.utils.file import hash_filelike

pillow_heif.register_heif_opener(thumbnails=False)

LONGEST_EDGE = 2560
# As much as Pillow opens by itself, and so the site took, before there was a limit.
MAX_PIXELS_BEFORE = 178_956_970
EXTENSIONS = {
    "JPEG": (".jpg", ".jpeg"),
    "MPO": (".jpg", ".jpeg"),
    "PNG": (".png",),
    "WEBP": (".webp",),
    "GIF": (".gif",),
    "AVIF": (".avif",),
    "HEIF": (".heic", ".heif"),
}
# Many phones make an MPO, a JPEG with further pictures behind the first; Pillow opens it as a JPEG.
FORMATS = [name for name in EXTENSIONS if name != "MPO"]
MAY_BE_ANIMATED = {"PNG", "WEBP", "GIF", "AVIF"}
STORED_AS = {"MPO": "JPEG", "HEIF": "JPEG", "GIF": "PNG"}
SAVE_OPTIONS = {
    "JPEG": {"quality": 90, "progressive": True},
    "WEBP": {"quality": 90},
    "AVIF": {"quality": 85, "speed": 8},
}

# A large photo takes some 200 MB while it is decoded.
_one_at_a_time = Lock()


class CleanPhoto(ImageFile):
    """A photograph that has been cleaned, under a name that comes from what is in it."""


def clean_photo(file, longest_edge=LONGEST_EDGE):
    """A CleanPhoto of an open file. Raises ValidationError, in words for staff, for what is no whole still photo."""
    with _one_at_a_time:
        image = open_image(file)
        check_extension(file.name, image)
        check_size(image, settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
        check_still(image)
        return encode(image, longest_edge)


def clean_old_photo(file):
    """The same of a file that was stored before there were these rules. Of a moving picture pages show the first."""
    with _one_at_a_time:
        image = open_image(file)
        check_size(image, MAX_PIXELS_BEFORE)
        return encode(image)


def is_photo(file):
    try:
        return bool(open_image(file))
    except ValidationError:
        return False
    finally:
        file.seek(0)


def open_image(file):
    """The picture of which only the header has been read."""
    file.seek(0)
    try:
        return Image.open(file, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large("This photo is far too large") from error
    except Exception as error:  # a decoder may raise anything
        raise ValidationError(
            "The site can't read this as a photo: it's another kind of file, or it isn't whole. "
            "Choose a JPEG, PNG, WebP, GIF, AVIF or HEIC file.",
            "not_a_photo",
        ) from error


def check_extension(name, image):
    ending, endings = PurePath(name or "").suffix.lower(), EXTENSIONS[image.format]
    if ending not in endings:
        raise ValidationError(
            f"This file's name ends in “{ending}”, but it's a {endings[0][1:].upper()} photo. "
            f"Change the end of its name to “{endings[0]}”, then choose it again.",
            "wrong_ending",
        )


def check_size(image, most_pixels):
    if image.width * image.height > most_pixels:
        raise too_large(f"This photo is {image.width:,} by {image.height:,} pixels")


def too_large(how_large):
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
    return ValidationError(
        f"{how_large}, and the site takes up to {most} megapixels. Pages show photos {LONGEST_EDGE:,} pixels wide "
        "at most. Make it smaller in the photo app of your phone or computer, then choose it again.",
        "too_large",
    )


def check_still(image):
    if image.format in MAY_BE_ANIMATED and is_animated(image):
        raise ValidationError("This picture moves, and pages show still ones only. Choose a still one.", "moves")


def is_animated(image):
    with refusing_damaged_photos():
        return getattr(image, "is_animated", False)


def encode(image, longest_edge=LONGEST_EDGE):
    format = STORED_AS.get(image.format, image.format)
    with refusing_damaged_photos():
        content = to_bytes(normalize(image, longest_edge), format)
    return CleanPhoto(content, name=hash_filelike(content) + EXTENSIONS[format][0])


@contextmanager
def refusing_damaged_photos():
    try:
        yield
    except Exception as error:  # a decoder may raise anything
        raise ValidationError(
            "This photo isn't whole: its file is damaged or was cut off on the way. "
            "Take it from the phone or camera again, then choose it again.",
            "not_whole",
        ) from error


def normalize(image, longest_edge):
    """The picture as people see it, in a mode that every browser and every format of ours knows."""
    # Decodes a JPEG at a half, a quarter or an eighth of its size, where that is still large enough.
    image.draft(None, (longest_edge, longest_edge))
    image.load()
    shown = convert_colors(image)
    shown.thumbnail((longest_edge, longest_edge), reducing_gap=3)
    return rotate(shown)


def convert_colors(image):
    if image.mode == "CMYK":
        return convert_cmyk(image)
    if image.mode.startswith("I"):
        # 16 bits of gray: convert() alone would make all but the darkest white.
        return image.point(lambda gray: gray / 256).convert("L")
    mode = plain_mode(image)
    # convert() copies even what is in the mode already, and a large photo counts.
    return image if image.mode == mode else image.convert(mode)


def plain_mode(image):
    if image.has_transparency_data:
        return "RGBA"
    return "L" if image.mode in {"1", "L", "LA", "F"} else "RGB"


def convert_cmyk(image):
    """Browsers disagree about CMYK, so its own profile is used up here."""
    profile = image.info.pop("icc_profile", b"")
    screen = ImageCms.createProfile("sRGB")
    try:
        return ImageCms.profileToProfile(image, BytesIO(profile), screen, outputMode="RGB")
    except (OSError, ImageCms.PyCMSError):
        return image.convert("RGB")  # the profile is damaged


def rotate(image):
    try:
        return ImageOps.exif_transpose(image)
    except (SyntaxError, ValueError, LookupError, struct.error):
        return image  # what should say how it is turned is damaged


def to_bytes(image, format):
    profile = image.info.get("icc_profile")
    image.info = {}
    if format == "JPEG" and image.mode == "RGBA":
        image = flatten_on_white(image)
    content = BytesIO()
    image.save(content, format, icc_profile=profile, exif=b"", **SAVE_OPTIONS.get(format, {}))
    content.seek(0)
    return content


def flatten_on_white(image):
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper
