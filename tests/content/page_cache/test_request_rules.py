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
        {"query": "page=2"},
        {"query": "utm_source=mail&page=2"},
        {"query": "utm_source=mail&=page"},
        {"query": "gclid_=1"},
        {"query": "&"},
        {"authorization": "Basic eA=="},
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


PLAIN = [
    {"host": "LOCALHOST"},
    {"host": "localhost:8000"},
    {"cookie": "theme=dark"},
    {"cookie": "csrf=of-a-form-that-was-opened; _ga=GA1.1"},
    {"range": "bytes=0-9"},
    {"query": "utm_source=mail&utm_campaign=autumn%202026"},
    {"query": "gclid=Cj0&gbraid=x"},
    {"query": "fbclid"},
    {"query": "mc_cid=1&mc_eid=&"},
    {"method": "HEAD"},
    {"method": "HEAD", "query": "msclkid=1", "cookie": "theme=dark"},
]


@pytest.mark.parametrize("asked", PLAIN)
def test_django_is_not_asked(cached, asked):
    cached.get("/safety/", **asked)

    assert cached.entries == 1


@pytest.mark.parametrize("asked", PLAIN)
def test_the_first_visit_is_kept_for_everybody(worker, asked):
    make_information_page()

    worker.get("/safety/", **asked)
    page = worker.get("/safety/")

    assert worker.entries == 1
    assert (page.status, page.headers["Content-Length"]) == ("200 OK", str(len(page.body)))


def test_nothing_of_the_visitor_reaches_django_when_a_page_is_kept(new_worker):
    make_information_page()
    worker = new_worker()
    seen = []
    worker.worker.application = lambda environ, start: seen.append(environ) or worker.django(environ, start)

    worker.get("/safety/", method="HEAD", query="utm_source=x", cookie="theme=dark", range="bytes=0-1")

    assert [(each["REQUEST_METHOD"], each["QUERY_STRING"]) for each in seen] == [("GET", "")]
    assert not {"HTTP_COOKIE", "HTTP_RANGE"} & seen[0].keys()


def test_what_cannot_be_kept_is_answered_as_it_was_asked(worker):
    """A redirect to another address keeps what an advertisement added."""
    answer = worker.get("/no-such-page", query="utm_source=x")

    assert answer.headers["Location"] == "/no-such-page/?utm_source=x"


@pytest.mark.parametrize(
    "address",
    [
        "/consultation/",
        "/consultation/received/",
        "/for-clinicians/refer/",
        "/report-a-mistake/",
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


def test_memory_is_capped(settings, new_worker):
    settings.PAGE_CACHE_MAX_IN_MEMORY = 1
    worker = new_worker()
    for slug in ("safety", "costs", "privacy"):
        make_information_page(slug)

    for slug in ("safety", "costs", "privacy"):
        worker.get(f"/{slug}/")

    assert list(worker.worker.kept[1]) == [("localhost", "/safety/")]
