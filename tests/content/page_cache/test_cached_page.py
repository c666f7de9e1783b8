"""What a visitor is handed, byte for byte and header for header."""

import gzip

import brotli
import pytest
from django.test import Client

from tests.builders.pages import make_information_page

pytestmark = pytest.mark.django_db

REPRESENTATION_HEADERS = {"Content-Length", "ETag", "Vary", "Cache-Control"}


@pytest.fixture
def cached(worker):
    make_information_page(title="Safety", summary="Who should not have it.")
    worker.get("/safety/")
    assert worker.entries == 1
    return worker


def test_a_page_is_rendered_once(cached):
    answer = cached.get("/safety/")

    assert cached.entries == 1
    assert answer.status == "200 OK"
    assert b"Who should not have it." in answer.body


def test_it_says_what_django_says_and_carries_the_same_headers(cached):
    django = Client(headers={"host": "localhost"}).get("/safety/")

    answer = cached.get("/safety/")

    assert answer.body == django.content
    same = {name: value for name, value in answer.headers.items() if name not in REPRESENTATION_HEADERS}
    assert same == {name: value for name, value in django.headers.items() if name not in REPRESENTATION_HEADERS}
    assert "Content-Security-Policy" in same


def test_browsers_may_keep_it_but_ask_each_time(cached):
    answer = cached.get("/safety/")

    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Content-Length"] == str(len(answer.body))


def test_the_first_visitor_is_handed_the_same_as_the_second(worker):
    make_information_page()

    first, second = worker.get("/safety/"), worker.get("/safety/")

    assert (first.status, first.headers, first.body) == (second.status, second.headers, second.body)


def test_head_is_answered_without_the_words(cached):
    page, head = cached.get("/safety/"), cached.get("/safety/", method="HEAD")

    assert cached.entries == 1
    assert (head.status, head.headers, head.body) == ("200 OK", page.headers, b"")


@pytest.mark.parametrize("known", ["{}", "W/{}", '"another", {}', "*"])
def test_a_browser_that_has_the_page_is_told_so(cached, known):
    etag = cached.get("/safety/").headers["ETag"]

    answer = cached.get("/safety/", if_none_match=known.format(etag))

    assert (answer.status, answer.body) == ("304 Not Modified", b"")
    assert answer.headers["ETag"] == etag
    assert "Content-Length" not in answer.headers


def test_a_browser_with_other_words_is_given_the_page(cached):
    assert cached.get("/safety/", if_none_match='"another"').status == "200 OK"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", None),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("*", "br"),
        ("*;q=0", None),
        ("gzip;q=0.5, identity", None),
        ("GZIP", "gzip"),
        ("gzip;q=much", None),
        ("zstd", None),
    ],
)
def test_each_browser_is_given_an_encoding_it_likes(cached, accepted, encoding):
    plain = cached.get("/safety/").body
    decode = {None: bytes, "gzip": gzip.decompress, "br": brotli.decompress}[encoding]

    answer = cached.get("/safety/", accept_encoding=accepted)

    assert answer.headers.get("Content-Encoding") == encoding
    assert decode(answer.body) == plain


def test_each_encoding_has_a_tag_of_its_own(cached):
    tags = {cached.get("/safety/", accept_encoding=name).headers["ETag"] for name in ("", "gzip", "br")}

    assert len(tags) == 3


@pytest.mark.parametrize("address", ["/sitemap.xml", "/robots.txt"])
def test_what_search_engines_ask_for_is_cached_too(worker, address):
    make_information_page()

    answers = [worker.get(address), worker.get(address)]

    assert worker.entries == 1
    assert {answer.status for answer in answers} == {"200 OK"}
