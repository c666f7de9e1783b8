from urllib.parse import urlsplit

import pytest

from tests.builders.pages import (
    go_live_unreviewed,
    make_condition_page,
    make_home_page,
    make_information_page,
    make_section_page,
)

pytestmark = pytest.mark.django_db


def found(client, words):
    return [page.title for page in client.get("/search/", {"q": words}).context["results"]]


def test_a_search_finds_words_in_titles_and_texts(client):
    make_information_page("safety", title="Safety")
    make_information_page(
        "costs", title="Costs", body=[("text", {"text": "<p>Who pays for infusions</p>", "sources": []})]
    )

    assert found(client, "safety") == ["Safety"]
    assert found(client, "infusions") == ["Costs"]


@pytest.mark.parametrize("words", ["in\u00adfusions", "\ufeffinfusions", "infu\u200bsions\u202c"])
def test_what_was_pasted_with_the_words_hides_nothing(client, words):
    make_information_page("costs", title="Infusions")

    assert found(client, words) == ["Infusions"]


def test_a_search_never_finds_a_draft(client):
    make_information_page("secret", title="Secret", live=False)

    assert found(client, "secret") == []


def test_many_results_come_ten_at_a_time(client):
    for number in range(12):
        make_information_page(f"pain-{number}", title=f"Pain {number}")

    second = client.get("/search/", {"q": "pain", "page": 2})

    assert len(found(client, "pain")) == 10
    assert len(second.context["results"]) == 2
    assert "12 pages for" in " ".join(second.content.decode().split())
    assert 'href="?q=pain&amp;page=1"' in second.content.decode()


@pytest.mark.parametrize("number", ["0", "99", "x", "-1"])
def test_a_page_of_results_that_does_not_exist_shows_one_that_does(client, number):
    make_information_page("safety", title="Safety")

    response = client.get("/search/", {"q": "safety", "page": number})

    assert [page.title for page in response.context["results"]] == ["Safety"]


@pytest.mark.parametrize(
    "words",
    ['"', "'", "a\x00b", "AND OR NOT", "NEAR(", "(((", "* : ^ {}", "%", "x" * 5000, "\\", "é'; DROP TABLE", " "],
)
def test_no_query_breaks_the_search(client, words):
    make_home_page()

    assert client.get("/search/", {"q": words}).status_code == 200


def test_what_was_searched_for_is_kept_nowhere(client):
    response = client.get("/search/", {"q": "bladder"})

    assert "no-store" in response["Cache-Control"]
    assert response.cookies == {}
    assert "bladder" not in response.content.decode().split("</title>")[0]


def test_an_empty_search_helps_on(client):
    make_information_page("safety", title="Safety", show_in_menus=True)

    assert 'href="/safety/"' in client.get("/search/", {"q": "zzzz"}).content.decode()


def test_the_sitemap_lists_live_pages_by_their_full_address(client):
    make_information_page("safety")
    make_information_page("draft", live=False)

    sitemap = client.get("/sitemap.xml")

    assert sitemap["Content-Type"] == "application/xml"
    assert "<loc>http://localhost:8000/safety/</loc>" in sitemap.content.decode()
    assert "draft" not in sitemap.content.decode()


def test_robots_are_kept_out_of_staff_and_search_pages(client):
    robots = client.get("/robots.txt").content.decode()

    assert "Disallow: /admin/" in robots
    assert "Disallow: /search/" in robots
    assert "Sitemap: http://localhost:8000/sitemap.xml" in robots


def test_an_old_address_leads_to_the_new_one(client, django_capture_on_commit_callbacks):
    page = make_information_page("costs")

    with django_capture_on_commit_callbacks(execute=True):
        page.slug = "prices"
        go_live_unreviewed(page)

    response = client.get("/costs/")
    assert response.status_code == 301
    assert urlsplit(response["Location"]).path == "/prices/"


def test_pages_below_a_moved_page_keep_their_old_addresses_too(client, django_capture_on_commit_callbacks):
    section = make_section_page("conditions")
    make_condition_page("ptsd", section)

    with django_capture_on_commit_callbacks(execute=True):
        section.slug = "what-we-treat"
        go_live_unreviewed(section)

    assert urlsplit(client.get("/conditions/ptsd/")["Location"]).path == "/what-we-treat/ptsd/"


def test_the_words_that_were_found_are_marked(client):
    make_information_page("costs", title="Costs", summary="Infusions, <b>driving</b> & an infusion's price.")

    page = client.get("/search/", {"q": "infusion"}).content.decode()

    assert "<mark>Infusions</mark>, &lt;b&gt;driving&lt;/b&gt; &amp; an <mark>infusion&#x27;s</mark> price." in page


def test_no_word_of_danger_is_marked(client):
    make_information_page("safety", title="Safety", summary="Thoughts of suicide.")

    assert "<mark>" not in client.get("/search/", {"q": "suicide"}).content.decode()
