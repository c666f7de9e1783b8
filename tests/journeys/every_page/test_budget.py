"""What a first visit costs somebody on a slow phone, in bytes and requests."""

import brotli
import pytest

HTML = CSS = 14 * 1024
FONTS = 60 * 1024
MOST_REQUESTS = 6
CRISIS_HELP = 56 * 1024
PROXY_QUALITY = 5  # what a proxy does while the visitor waits; files are compressed beforehand, at most


@pytest.fixture
def first_visit(open_page):
    """Goes to an address as nobody has before: kind of resource -> bytes on the way."""

    def visit(address):
        page = open_page(width=360, height=740)
        loaded = []
        page.on("requestfinished", lambda request: loaded.append(request))
        page.goto(address, wait_until="networkidle")
        return [(request.resource_type, bytes_on_the_way(request)) for request in loaded]

    return visit


def bytes_on_the_way(request):
    if request.resource_type == "document":
        return len(brotli.compress(request.response().body(), quality=PROXY_QUALITY))
    return request.sizes()["responseBodySize"]


def total(loaded, *kinds):
    return sum(size for kind, size in loaded if kind in kinds)


def test_the_first_visit_to_home_is_light(first_visit):
    loaded = first_visit("/")

    kinds = [kind for kind, _ in loaded]
    assert kinds.count("script") == 0
    assert len(loaded) <= MOST_REQUESTS, loaded
    assert 0 < total(loaded, "document") <= HTML, loaded
    assert 0 < total(loaded, "stylesheet") <= CSS, loaded
    assert total(loaded, "font") <= FONTS, loaded
    assert (kinds.count("stylesheet"), kinds.count("font")) == (1, 2)


def test_crisis_help_loads_in_56_kb(first_visit):
    loaded = first_visit("/crisis-help/")

    kinds = [kind for kind, _ in loaded]
    assert kinds.count("script") == 0
    assert 0 < total(loaded, *kinds) <= CRISIS_HELP, loaded
