"""Photographs as phones make them, with all that they tell besides the picture."""

import functools
import io
from zlib import crc32

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, PngImagePlugin

HIDDEN = "patient J. Doe"
PLACE = b"N40"
SIZE = (60, 40)
ENDINGS = {"JPEG": "jpg", "MPO": "jpg", "HEIF": "heic", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "gif"}


def make_photo(format="JPEG", size=SIZE, name="J. Doe at the door", turned=False, **options):
    """An upload whose hidden data names a patient. `turned` is how phones store a photo that was taken upright."""
    content = io.BytesIO()
    picture(size).save(content, format, **hidden_in(format, turned), **options)
    return SimpleUploadedFile(f"{name}.{ENDINGS[format]}", content.getvalue())


def picture(size):
    """Red above and blue below, so that its turn can be seen."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, size[1] // 2, *size))
    return image


def hidden_in(format, turned):
    if format == "GIF":
        return {"comment": HIDDEN.encode()}
    hidden = {"exif": exif(turned), "icc_profile": color_profile()}
    if format in {"JPEG", "MPO"}:
        hidden["comment"] = HIDDEN.encode()
    if format == "PNG":
        hidden["pnginfo"] = text_chunks()
    else:
        hidden["xmp"] = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{HIDDEN}</x:xmpmeta>'.encode()
    return hidden


def exif(turned):
    tags = Image.Exif()
    tags[0x010E] = HIDDEN
    tags.get_ifd(0x8825)[29] = PLACE
    if turned:
        tags[0x0112] = 6  # a quarter turn to the right
    return tags


def text_chunks():
    chunks = PngImagePlugin.PngInfo()
    chunks.add_text("Comment", HIDDEN)
    chunks.add_itxt("XML:com.adobe.xmp", HIDDEN)
    return chunks


@functools.cache
def color_profile():
    """Made once: the second in which it is made is part of it."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def moving(format):
    return make_photo(format, save_all=True, append_images=[Image.new("RGB", SIZE, "green")])


def cut_off(upload, share=0.5):
    content = upload.read()
    return SimpleUploadedFile(upload.name, content[: int(len(content) * share)])


def renamed(upload, name):
    return SimpleUploadedFile(name, upload.read())


def header_of_a_huge_png(width=12_000, height=12_000):
    """Says that it's huge; whoever decodes it before looking learns that it isn't whole."""
    content = io.BytesIO()
    Image.new("1", (8, 8)).save(content, "PNG")
    data = bytearray(content.getvalue())
    data[16:24] = width.to_bytes(4) + height.to_bytes(4)
    data[29:33] = crc_of(data[12:29])
    return SimpleUploadedFile("huge.png", bytes(data))


def crc_of(chunk):
    return crc32(chunk).to_bytes(4)
