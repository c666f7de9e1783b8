"""What must reach Django each time, and what must never be kept."""

import pytest
from wagtail.models import PageViewRestriction

from content.page_cache.request_rules import is_cacheable
from tests.builders.pages import make_information_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def cached(worker):
    make_information_page()
    worker.get("/safety/")
    worker.get("/safety/")
    assert worker.entries == 1
    return worker


@pytest.mark.parametrize(
    "asked",
    [
        {"query": "utm_source=mail"},
        {"method": "POST"},
        {"cookie": "sid=abc"},
        {"cookie": "theme=dark; sid=abc"},
        {"host": "evil.example"},
        {"host": "www.clinic.example"},  # allowed by a pattern, of which there is no end
        {"host": "localhost:9999"},
        {"host": "localhost@evil.example"},
        {"host": ""},
    ],
)
def test_django_is_asked(cached, asked):
    cached.get("/safety/", **asked)

    assert cached.entries == 2


@pytest.mark.parametrize("asked", [{"host": "LOCALHOST"}, {"host": "localhost:8000"}, {"cookie": "theme=dark"}])
def test_django_is_not_asked(cached, asked):
    cached.get("/safety/", **asked)

    assert cached.entries == 1


@pytest.mark.parametrize("header", [{"cookie": "theme=dark"}, {"authorization": "Basic eA=="}, {"range": "bytes=0-9"}])
def test_nothing_is_kept_from_a_visit_that_tells_of_a_person(worker, header):
    make_information_page()

    worker.get("/safety/", **header)
    worker.get("/safety/")

    assert worker.entries == 2


@pytest.mark.parametrize(
    "address",
    [
        "/consultation/",
        "/consultation/received/",
        "/accounts/login/",
        "/admin/",
        "/cms/",
        "/search/",
        "/healthz",
        "/no-such-page/",
        "/safety",
        "//safety/",
        "/safety//",
        "/safety/../safety/",
        "/static/css/site.css",
    ],
)
def test_django_is_asked_each_time_for(worker, cache_dir, address):
    make_information_page()

    worker.get(address)
    worker.get(address)

    assert worker.entries == 2
    assert list(cache_dir.rglob("index.html")) == []


def test_a_forged_host_leaves_nothing_behind(worker, cache_dir):
    make_information_page()

    forged = worker.get("/safety/", host="evil.example")
    worker.get("/safety/", host="evil.example.clinic.example")
    page = worker.get("/safety/")

    assert forged.status == "400 Bad Request"
    assert b"evil" not in page.body
    assert {path.name for path in (cache_dir / "current").iterdir()} == {"localhost"}


def test_a_page_for_some_readers_only_is_not_kept(worker, committed):
    page = make_information_page("rota", summary="For staff of the clinic.")
    worker.get("/rota/")

    with committed():
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    answers = [worker.get("/rota/"), worker.get("/rota/")]

    assert worker.entries == 3
    assert [answer.status for answer in answers] == ["302 Found", "302 Found"]


HTML = ("Content-Type", "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("404 Not Found", [HTML]),
        ("200 OK", [HTML, ("Set-Cookie", "csrf=x")]),
        ("200 OK", [HTML, ("Cache-Control", "max-age=0, Private")]),
        ("200 OK", [HTML, ("Cache-Control", "no-store")]),
        ("200 OK", [HTML, ("Vary", "Cookie")]),
        ("200 OK", [HTML, ("Vary", "Accept-Encoding, Accept-Language")]),
        ("200 OK", [HTML, ("Content-Encoding", "gzip")]),
        ("200 OK", [("Content-Type", "application/pdf")]),
        ("200 OK", []),
    ],
)
def test_an_answer_is_not_kept(status, headers):
    assert is_cacheable("200 OK", [HTML])

    assert not is_cacheable(status, headers)


def test_with_tls_only_secure_visits_are_answered(settings, new_worker):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 60
    make_information_page()
    worker = new_worker()

    worker.get("/safety/", x_forwarded_proto="https")
    secure = worker.get("/safety/", x_forwarded_proto="https")
    plain = [worker.get("/safety/"), worker.get("/safety/", x_forwarded_proto="http")]

    assert worker.entries == 3
    assert secure.headers["Strict-Transport-Security"] == "max-age=60"
    assert [answer.status for answer in plain] == ["301 Moved Permanently"] * 2


def test_somebody_who_signed_out_is_handed_the_cached_page_again(cached):
    cached.get("/safety/", cookie="sid=abc")

    cached.get("/safety/", cookie="")

    assert cached.entries == 2


def test_memory_is_capped(settings, worker):
    settings.PAGE_CACHE_MAX_IN_MEMORY = 1
    for slug in ("safety", "costs", "privacy"):
        make_information_page(slug)

    for slug in ("safety", "costs", "privacy"):
        worker.get(f"/{slug}/")

    assert list(worker.worker.kept[1]) == [("localhost", "/safety/")]
