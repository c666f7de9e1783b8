"""A section shows its pages fifty at a time, and the sitemap comes in parts, however many there are."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content import robots_sitemap
from content.models import page_types
from tests.builders.pages import make_condition_page, make_information_page, make_section_page

pytestmark = pytest.mark.django_db

SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def section(monkeypatch):
    """A section of five pages, two of which fit on one."""
    monkeypatch.setattr(page_types, "CHILDREN_ON_A_PAGE", 2)
    section = make_section_page()
    for number in range(5):
        make_condition_page(f"condition-{number}", section)
    return section


def listed(response):
    return [page.slug for page in response.context["children"]]


def canonical(response):
    return re.search(r'rel="canonical" href="([^"]+)"', response.content.decode())[1]


def test_a_section_shows_its_pages_some_at_a_time(client, section):
    first, third = client.get(section.url), client.get(section.url, {"page": 3})

    assert listed(first) == ["condition-0", "condition-1"]
    assert listed(third) == ["condition-4"]
    assert 'href="?page=2#contents"' in first.content.decode()
    assert "Page 3 of 3" in third.content.decode()


def test_each_page_of_a_section_names_itself_to_search_engines(client, section):
    first, second = client.get(section.url, {"page": 1}), client.get(section.url, {"page": 2})

    assert canonical(first) == section.full_url
    assert canonical(second) == f"{section.full_url}?page=2"
    assert ", page 2</title>" in second.content.decode()


@pytest.mark.parametrize(("number", "shown"), [("0", 3), ("99", 3), ("x", 1), ("", 1), ("2 OR 1", 1)])
def test_a_page_of_a_section_that_does_not_exist_shows_one_that_does(client, section, number, shown):
    response = client.get(section.url, {"page": number})

    assert response.status_code == 200
    assert response.context["children"].number == shown


def test_a_section_that_fits_on_one_page_has_no_page_turns(client):
    make_condition_page()

    response = client.get("/conditions/")

    assert listed(response) == ["ptsd"]
    assert "pagination" not in response.content.decode()


@pytest.mark.parametrize("address", ["/conditions/", "/conditions/?page=2", "/sitemap.xml", "/sitemap-2.xml"])
def test_more_pages_ask_no_more_of_the_database(client, section, address, monkeypatch):
    monkeypatch.setattr(robots_sitemap, "ADDRESSES_IN_A_PART", 2)
    asked = queries_of(client, address)
    for number in range(5, 11):
        make_condition_page(f"condition-{number}", section)

    assert queries_of(client, address) == asked


def queries_of(client, address):

    client.get(address)  # what is kept in memory is not counted
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def locations(response):
    return [
        place.text.removeprefix(settings.SITE_URL) for place in ET.fromstring(response.content).iter(f"{SITEMAPS}loc")
    ]


def test_a_small_site_has_one_sitemap(client, section):
    assert locations(client.get("/sitemap.xml")) == [
        *["/", "/conditions/"],
        *(f"/conditions/condition-{number}/" for number in range(5)),
    ]


def test_a_large_site_has_a_sitemap_in_parts(client, section, monkeypatch):
    monkeypatch.setattr(robots_sitemap, "ADDRESSES_IN_A_PART", 3)
    make_information_page("draft", live=False)
    make_information_page("safety")

    index = client.get("/sitemap.xml")

    assert index["Content-Type"] == "application/xml"
    parts = locations(index)
    assert parts == ["/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml"]
    found = [place for part in parts for place in locations(client.get(part))]
    assert found == [
        *["/", "/conditions/"],
        *(f"/conditions/condition-{number}/" for number in range(5)),
        "/safety/",
    ]


@pytest.mark.parametrize("number", [0, 4])
def test_a_part_that_does_not_exist_is_not_found(client, section, number, monkeypatch):
    monkeypatch.setattr(robots_sitemap, "ADDRESSES_IN_A_PART", 3)

    assert client.get(f"/sitemap-{number}.xml").status_code == 404
