"""What a page costs the database before it is cached: the same, however much stands on it."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from contact.models import ClinicDetails
from tests.builders.pages import (
    go_live_unreviewed,
    make_condition_page,
    make_home_page,
    make_image,
    make_information_page,
    make_section_page,
    make_source,
    make_treatment_page,
)
from tests.builders.requests import make_clinic_details, make_request
from tests.builders.staff import make_owner, sign_in

pytestmark = pytest.mark.django_db

FEW, MANY = 2, 8


def body(blocks, *linked, images=()):
    """That many texts with a source each; all of them link to these pages, and so do the lists between them."""
    links = " ".join(f'<a linktype="page" id="{page.pk}">{page.title}</a>' for page in linked)
    sources = [make_source(f"R{number}{len(linked)}{blocks}").pk for number in range(blocks)]
    texts = [block("text", text=f"<p>{links}</p>", sources=[source]) for source in sources]
    lists = [block("related_pages", pages=[page.pk for page in linked[:6]]) for _ in range(blocks) if linked]
    pictures = [block("picture", picture={"image": image.pk, "alt_text": "A room."}) for image in images]
    return [*texts, *lists, *pictures]


def block(kind, **value):
    return {"type": kind, "value": value}


def pages_of_all_kinds(size):
    """Home and two shelves with as many pages as there are blocks on each page, which links to some of all kinds."""
    make_clinic_details(range(5))
    section, other_section = make_section_page(), make_section_page("treatments")
    conditions = [make_condition_page(f"condition-{number}", section) for number in range(size)]
    treatments = [make_treatment_page(f"treatment-{number}", other_section) for number in range(size)]
    information = [make_information_page(f"page-{number}") for number in range(size)]
    mixed = zip(conditions, treatments, information, strict=True)
    linked = [make_home_page(), section, *(page for three in mixed for page in three)]
    for page in [make_home_page(), section, other_section, conditions[0], treatments[0], information[0]]:
        page.refresh_from_db()
        page.body = body(size, *linked)
        go_live_unreviewed(page)
    return {
        "home": "/",
        "section": section.url,
        "condition": conditions[0].url,
        "treatment": treatments[0].url,
        "information": information[0].url,
    }


@pytest.mark.parametrize("size", [FEW, MANY])
def test_a_page_takes_as_many_queries_however_much_is_on_it(queries, size):
    pages = pages_of_all_kinds(size)

    assert {kind: queries(address) for kind, address in pages.items()} == {
        "home": 15,
        "section": 13,
        "condition": 13,
        "treatment": 14,
        "information": 11,
    }


@pytest.mark.parametrize("size", [FEW, MANY])
def test_pictures_take_two_queries_however_many_there_are(queries, settings, tmp_path, size):
    settings.MEDIA_ROOT = tmp_path
    plain = make_information_page("plain", body=body(1))
    pictures = make_information_page("pictures", body=body(1, images=[make_image() for _ in range(size)]))

    assert queries(pictures.url) == queries(plain.url) + 2


@pytest.mark.parametrize("size", [FEW, MANY])
def test_the_form_takes_as_many_queries_however_many_pages_there_are(queries, size):
    pages_of_all_kinds(size)

    assert queries("/consultation/") == 6


@pytest.mark.parametrize("size", [FEW, MANY])
def test_an_address_that_leads_nowhere_takes_as_many_queries_however_long_it_is(queries, size):
    pages_of_all_kinds(size)

    assert queries("/conditions" * size + "/", status=404) == 9


@pytest.mark.parametrize("size", [FEW, MANY])
def test_the_sitemap_takes_as_many_queries_however_many_pages_there_are(queries, size):
    pages_of_all_kinds(size)

    assert queries("/sitemap.xml") == 3


@pytest.mark.parametrize("size", [FEW, MANY])
def test_the_staff_home_takes_as_many_queries_however_many_requests_and_pages_wait(client, queries, size):
    make_clinic_details(range(5))
    for number in range(size):
        make_information_page(f"page-{number}")
    for _ in range(size):
        make_request()
    sign_in(client, make_owner())

    with timezone.override(ClinicDetails.current().time_zone):  # as the mail worker does, each minute
        call_command("publish_scheduled", verbosity=0)  # reviews the pages
        call_command("publish_scheduled", verbosity=0)
    assert queries("/admin/") == 56
