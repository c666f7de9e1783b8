"""What is stored of a photograph: its picture, and nothing that it tells besides."""

import hashlib
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from content.images.photos import LONGEST_EDGE, clean_photo
from tests.builders import photos
from tests.builders.photos import HIDDEN, PLACE, make_photo

STORED_AS = {
    "JPEG": "JPEG", "MPO": "JPEG", "HEIF": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "AVIF": "AVIF", "GIF": "PNG",
}  # fmt: skip
KEEP_A_PROFILE = STORED_AS.keys() - {"GIF"}


def content_of(upload, **options):
    return clean_photo(upload, **options).read()


def stored(upload):
    return Image.open(io.BytesIO(content_of(upload)))


def refused(upload):
    with pytest.raises(ValidationError) as refusal:
        clean_photo(upload)
    return refusal.value.code


@pytest.mark.parametrize("format", STORED_AS)
def test_nothing_hidden_is_kept(format):
    upload = make_photo(format)
    assert HIDDEN.encode() in upload.read()

    content = content_of(upload)

    assert HIDDEN.encode() not in content
    assert PLACE not in content
    assert b"Exif" not in content
    assert Image.open(io.BytesIO(content)).format == STORED_AS[format]


def test_nothing_behind_the_picture_is_kept():
    upload = make_photo()
    with_a_film = SimpleUploadedFile("moment.jpg", upload.read() + HIDDEN.encode())

    assert HIDDEN.encode() not in content_of(with_a_film)


@pytest.mark.parametrize("format", sorted(KEEP_A_PROFILE))
def test_the_color_profile_is_kept(format):
    assert stored(make_photo(format)).info["icc_profile"] == photos.color_profile()


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_photo_is_turned_as_it_was_taken(format):
    image = stored(make_photo(format, turned=True)).convert("RGB")

    assert image.size == (40, 60)
    assert image.getpixel((35, 30))[0] > 200, "red was above, and is to the right after a quarter turn"
    assert image.getpixel((5, 30))[2] > 200


@pytest.mark.parametrize(("size", "shown"), [((5120, 512), (LONGEST_EDGE, 256)), ((30, 20), (30, 20))])
@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_a_photo_is_stored_no_larger_than_pages_need(format, size, shown):
    assert stored(make_photo(format, size)).size == shown


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_color_is_taken(mode):
    content = io.BytesIO()
    Image.new("L", (4, 4), 200).convert(mode).save(content, "PNG")

    assert stored(SimpleUploadedFile("drawing.png", content.getvalue())).mode in {"L", "RGB", "RGBA"}


@pytest.mark.parametrize("profile", [b"", b"of a printer, damaged"])
def test_colors_for_print_become_those_of_screens(profile):
    content = io.BytesIO()
    Image.new("CMYK", (4, 4), (255, 0, 0, 0)).save(content, "JPEG", icc_profile=profile)

    image = stored(SimpleUploadedFile("print.jpg", content.getvalue()))

    assert image.mode == "RGB"
    assert "icc_profile" not in image.info


def test_its_name_comes_from_what_is_in_it():
    photo, again = clean_photo(make_photo()), clean_photo(make_photo(name="Jane"))

    assert photo.name == again.name == f"{hashlib.sha1(photo.read()).hexdigest()}.jpg"


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG", "AVIF"])
def test_a_moving_picture_is_refused(format):
    assert refused(photos.moving(format)) == "moves"


@pytest.mark.parametrize("share", [0, 0.1, 0.8])
@pytest.mark.parametrize("format", STORED_AS)
def test_a_photo_that_did_not_arrive_whole_is_refused(format, share):
    assert refused(photos.cut_off(make_photo(format, size=(200, 150)), share)) in {"not_whole", "not_a_photo"}


@pytest.mark.parametrize("name", ["drawing.svg", "drawing.png", "drawing.jpg", "drawing"])
def test_a_drawing_that_can_run_scripts_is_refused(name):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

    assert refused(SimpleUploadedFile(name, svg)) == "not_a_photo"


@pytest.mark.parametrize(("format", "name"), [("PNG", "door.jpg"), ("HEIF", "door.jpg"), ("JPEG", "door.exe")])
def test_a_name_that_says_another_kind_is_refused(format, name):
    assert refused(photos.renamed(make_photo(format), name)) == "wrong_ending"


def test_capitals_in_a_name_do_not_matter():
    assert clean_photo(photos.renamed(make_photo(), "DSC_0001.JPG")).width == 60


@pytest.mark.parametrize("edge", [6_400, 12_000, 20_000, 2_000_000_000])
def test_a_photo_too_large_is_refused_by_its_header(edge):
    """Were it decoded, it would be found not to be whole."""
    assert refused(photos.header_of_a_huge_png(edge, edge)) == "too_large"


def test_a_damaged_note_of_the_turn_does_not_stop_a_photo():
    content = io.BytesIO()
    Image.new("RGB", (4, 4)).save(content, "JPEG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff")

    assert stored(SimpleUploadedFile("door.jpg", content.getvalue())).size == (4, 4)
