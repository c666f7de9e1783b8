"""The clinic's color on its pages: a style sheet of the site itself, after the site's own."""

import re

import pytest
from django.core.exceptions import ValidationError

from contact.clinic.brand import stylesheet_address
from contact.models import ClinicDetails
from tests.builders.pages import make_information_page
from tests.builders.requests import make_clinic_details
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db


def test_a_site_without_a_color_has_no_further_style_sheet(client):
    make_information_page("safety")

    assert "/brand/" not in client.get("/safety/").content.decode()


def test_the_style_sheet_comes_last_and_may_be_kept_for_ever(client):
    make_clinic_details(brand_color="#6b3fa0")
    make_information_page("safety")

    page = client.get("/safety/").content.decode()
    (address,) = re.findall(r'<link rel="stylesheet" href="(/brand/6b3fa0-[0-9a-f]{12}\.css)" media="screen">', page)
    sheet = client.get(address)

    assert page.index("site") < page.index(address)
    assert "immutable" in sheet["Cache-Control"]
    assert sheet["Content-Type"] == "text/css; charset=utf-8"
    assert "--brand:#583d7c" in sheet.content.decode()
    assert "prefers-color-scheme:dark" in sheet.content.decode()


def test_a_page_in_a_cache_still_gets_the_style_sheet_that_it_names(client):
    old = stylesheet_address("#6b3fa0").replace("6b3fa0-", "2f7d3a-")

    sheet = client.get(old)

    assert sheet.status_code == 200
    assert "immutable" not in sheet["Cache-Control"]


@pytest.mark.parametrize("color", ["teal", "#12", "#12345g", "red;}", "0d5a61"])
def test_what_is_no_color_is_refused(color):
    with pytest.raises(ValidationError) as refused:
        ClinicDetails(brand_color=color).full_clean()

    assert "brand_color" in refused.value.message_dict


def test_managers_see_what_the_site_makes_of_a_color(client):
    sign_in(client, make_staff("max", "Practice managers"))

    drawing = client.get("/admin/contact/clinicdetails/color.svg?color=%23ffd400")

    assert drawing["Content-Type"] == "image/svg+xml"
    assert 'fill="#ffd400"' in drawing.content.decode()
    assert client.get("/admin/contact/clinicdetails/color.svg?color=javascript").status_code == 404
