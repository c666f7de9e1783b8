"""The clinic's icon and its picture for shared links: drawn by the site, from the name, the color and the logo."""

import io
import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageChops

from contact.clinic.drawings import can_be_written, fitted, icon, share_picture
from contact.clinic.palette import HOUSE_COLOR, palette_of
from contact.models import ClinicDetails
from tests.builders.pages import make_information_page
from tests.builders.requests import make_clinic_details

pytestmark = pytest.mark.django_db

STATIC = Path(__file__).resolve().parents[3] / "static"
TEAL, PURPLE, YELLOW = "#0d5a61", "#6b3fa0", "#ffd400"
LONGEST = "The Interventional Psychiatry and Ketamine Therapy Center of Greater Massachusetts and Rhode Island"


@pytest.fixture(autouse=True)
def folder_of_pictures(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    icon.cache_clear()


def picture(size=(300, 300), color="#aa0000", mode="RGB"):
    file = io.BytesIO()
    Image.new(mode, size, color).save(file, "PNG")
    return ContentFile(file.getvalue(), "logo.png")


def shown(answer):
    image = Image.open(io.BytesIO(b"".join(answer) if answer.streaming else answer.content))
    assert image.format == "PNG"
    return image.convert("RGB")


def links_on(client):
    make_information_page("safety")
    page = client.get("/safety/").content.decode()
    return re.findall(r'<link rel="(icon|apple-touch-icon)" href="([^"]+)"', page)


def is_near(color, other):
    """A picture has few colors, so one of them may be a shade away."""
    wanted = tuple(int(other[at : at + 2], 16) for at in (1, 3, 5))
    return all(abs(one - two) <= 4 for one, two in zip(color, wanted, strict=True))


# -- addresses -------------------------------------------------------------------


def test_a_clinic_without_name_color_and_logo_has_the_pictures_of_the_site(client):
    assert (ClinicDetails().icon, ClinicDetails().share_picture) == ("", "")

    ((relation, address),) = links_on(client)

    assert relation == "icon"
    assert re.fullmatch(r"/static/icon[^/]*\.svg", address)


@pytest.mark.parametrize("kind", ["icon", "share_picture"])
def test_a_picture_may_be_kept_for_ever(client, kind):
    clinic = make_clinic_details(name="Harbor Clinic", brand_color=PURPLE)

    answer = client.get(getattr(clinic, kind))

    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("kind", ["icon", "share_picture"])
def test_another_color_is_another_address(kind):
    addresses = {getattr(ClinicDetails(name="Harbor", brand_color=color), kind) for color in (TEAL, PURPLE, YELLOW)}

    assert len(addresses) == 3


def test_an_address_of_before_leads_to_the_picture_of_now(client):
    old = ClinicDetails(name="Harbor Clinic").share_picture
    now = make_clinic_details(name="Bay Clinic").share_picture

    answer = client.get(old)

    assert old != now
    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer.content == client.get(now).content


def test_a_picture_costs_only_reading_the_details(client, django_assert_max_num_queries):
    make_clinic_details(name="Harbor Clinic")

    with django_assert_max_num_queries(3):
        client.get("/brand/share-000000000000.png")


def test_nothing_else_is_drawn(client):
    assert client.get("/brand/poster-000000000000.png").status_code == 404


# -- the icon --------------------------------------------------------------------


def test_pages_name_the_icon_of_the_clinic_for_tabs_and_for_phones(client):
    clinic = make_clinic_details(brand_color=PURPLE)

    assert links_on(client) == [("icon", clinic.icon), ("apple-touch-icon", clinic.icon)]


def test_the_icon_has_the_color_of_the_clinic(client):
    drawn = shown(client.get(make_clinic_details(brand_color=PURPLE).icon))

    assert drawn.size == (180, 180)
    assert is_near(drawn.getpixel((2, 2)), palette_of(PURPLE)["light"]["deep"])


def test_a_logo_is_the_icon_on_the_color_of_paper(client):
    drawn = shown(client.get(make_clinic_details(brand_color=PURPLE, logo=picture()).icon))

    assert drawn.size == (180, 180)
    assert is_near(drawn.getpixel((90, 90)), "#aa0000")
    assert is_near(drawn.getpixel((2, 2)), palette_of(PURPLE)["light"]["paper"])


def test_a_logo_that_would_be_a_thin_strip_is_no_icon(client):
    drawn = shown(client.get(make_clinic_details(brand_color=PURPLE, logo=picture((900, 200))).icon))

    assert is_near(drawn.getpixel((2, 2)), palette_of(PURPLE)["light"]["deep"])


def test_a_logo_that_cannot_be_read_is_no_error(client):
    clinic = make_clinic_details(brand_color=PURPLE, logo=picture())
    clinic.logo.storage.delete(clinic.logo.name)

    answer = client.get(clinic.icon)

    assert is_near(shown(answer).getpixel((2, 2)), palette_of(PURPLE)["light"]["deep"])


def test_phones_that_ask_by_themselves_get_an_icon(settings):
    """Where no page names one, as long as the clinic has no color."""
    drawn = Image.open(settings.WHITENOISE_ROOT / "apple-touch-icon.png")

    assert (drawn.format, drawn.size) == ("PNG", (180, 180))


# -- the picture for shared links ------------------------------------------------


def test_a_shared_link_shows_the_name_in_the_color_of_the_clinic(client):
    clinic = make_clinic_details(name="Harbor Clinic", brand_color=PURPLE)
    make_information_page("safety")

    page = client.get("/safety/").content.decode()
    image = shown(client.get(clinic.share_picture))

    assert f'<meta property="og:image" content="http://localhost:8000{clinic.share_picture}">' in page
    assert image.size == (1200, 630)
    assert is_near(image.getpixel((2, 627)), palette_of(PURPLE)["light"]["p-near"])


@pytest.mark.parametrize(
    ("file", "drawn"),
    [
        ("share.png", lambda: share_picture(HOUSE_COLOR, "")),
        ("root/apple-touch-icon.png", lambda: icon(HOUSE_COLOR, "")),
    ],
)
def test_the_pictures_of_the_site_are_those_of_a_clinic_without_a_color(file, drawn):
    kept, now = (Image.open(source).convert("RGB") for source in (STATIC / file, io.BytesIO(drawn())))

    assert ImageChops.difference(kept, now).getbbox() is None


@pytest.mark.parametrize("name", ["Harbor", "Niño & O’Brien Clinic", "St.\N{NO-BREAK SPACE}Ann", LONGEST])  # noqa: RUF001
def test_a_name_is_written_as_large_as_it_fits(name):
    size, lines = fitted(name)

    assert " ".join(lines) == name.replace("\N{NO-BREAK SPACE}", " ")
    assert 36 <= size <= 96
    assert len(share_picture(TEAL, name)) < 60 * 1024


@pytest.mark.parametrize("name", ["Клиника", "诊所", "עיר", "Harbor 🙂", "W" * 100])
def test_a_name_that_cannot_be_written_is_left_out(name):
    assert fitted(name)[1] == []
    assert share_picture(TEAL, name) == share_picture(TEAL, "")


def test_letters_that_the_font_lacks_are_known():
    assert can_be_written("Ketamine Therapy Clinic, 2 – 3")  # noqa: RUF001
    assert can_be_written("Zoë Çelik Ångström Clinic")
    assert not can_be_written("Łódź")
