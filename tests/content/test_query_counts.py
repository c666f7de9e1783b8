"""What a page costs the database before it is baked: the same, however much stands on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders.pages import (
    make_condition_page,
    make_home_page,
    make_information_page,
    make_section_page,
    make_source,
    make_treatment_page,
)
from tests.builders.requests import make_clinic_details, make_request
from tests.builders.staff import make_owner, sign_in

pytestmark = pytest.mark.django_db

FEW, MANY = 2, 30


@pytest.fixture
def queries(client):
    """How many queries an address takes, once what is looked up a single time in each process is known."""

    def count(address):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    return count


def body(blocks, *linked):
    links = " ".join(f'<a linktype="page" id="{page.pk}">{page.title}</a>' for page in linked)
    return [
        ("text", {"text": f"<p>{links}</p>", "sources": [make_source(f"R{number}{len(linked)}{blocks}")]})
        for number in range(blocks)
    ]


def make_guide(conditions, blocks):
    """A shelf of pages, one of them with that many blocks that link to pages of all kinds."""
    make_clinic_details(range(5))
    shelf = make_section_page()
    others = [make_condition_page(f"condition-{number}", shelf) for number in range(conditions)]
    treatment = make_treatment_page()
    information = make_information_page()
    return make_condition_page("ptsd", shelf, body=body(blocks, make_home_page(), treatment, information, *others))


@pytest.mark.parametrize("size", [FEW, MANY])
def test_a_page_of_a_guide_takes_as_many_queries_however_long_it_is(queries, size):
    page = make_guide(conditions=size, blocks=size)

    assert queries(page.url) == 16


@pytest.mark.parametrize("size", [FEW, MANY])
def test_an_information_page_takes_as_many_queries_however_long_it_is(queries, size):
    linked = [make_information_page(f"page-{number}") for number in range(size)]
    page = make_information_page(body=body(size, *linked))

    assert queries(page.url) == 12


@pytest.mark.parametrize("size", [FEW, MANY])
def test_home_takes_as_many_queries_however_many_pages_there_are(queries, size):
    make_guide(conditions=size, blocks=size)

    assert queries("/") <= 12


@pytest.mark.parametrize("size", [FEW, MANY])
def test_the_sitemap_takes_as_many_queries_however_many_pages_there_are(queries, size):
    make_guide(conditions=size, blocks=1)

    assert queries("/sitemap.xml") <= 8


@pytest.mark.parametrize("size", [FEW, MANY])
def test_the_staff_home_takes_as_many_queries_however_many_requests_wait(client, queries, size):
    make_clinic_details(range(5))
    for _ in range(size):
        make_request()
    sign_in(client, make_owner())

    client.get("/admin/")  # counts the pages with errors, which is then remembered until a page changes
    assert queries("/admin/") <= 26
