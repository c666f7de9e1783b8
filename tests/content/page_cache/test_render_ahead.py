"""Pages are in the files before their first reader comes: by hand, or by the mail worker after a publish."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from content.page_cache import render_ahead
from content.page_cache.cache_version import CacheVersions
from content.page_cache.invalidation import invalidate
from content.page_cache.render_ahead import build_of_this_process
from tests.builders.pages import make_information_page

pytestmark = pytest.mark.django_db


HOSTS = ["localhost", "www.clinic.example"]


@pytest.fixture
def site(cache_dir, new_worker, settings, monkeypatch):
    """A web process has opened the cache. What the command renders is counted in its `entries`."""
    settings.ALLOWED_HOSTS = [*HOSTS, ".pattern.example"]
    worker = new_worker()
    monkeypatch.setattr(render_ahead, "WSGIHandler", lambda: worker.entered)
    build_of_this_process.cache_clear()
    yield worker
    build_of_this_process.cache_clear()


@pytest.fixture
def rendered(cache_dir):
    """The addresses that are in the files."""
    current = cache_dir / "current"
    return lambda: {str(path.parent.relative_to(current)) for path in cache_dir.rglob("current/**/index.html")}


def render_if_changed():
    call_command("bake_pages", if_changed=True, verbosity=0)


def test_every_public_page_can_be_rendered_before_anybody_comes(site, rendered, capsys):
    make_information_page()
    make_information_page("hidden", live=False)

    call_command("bake_pages")

    assert rendered() == {"localhost", "localhost/safety", "www.clinic.example", "www.clinic.example/safety"}
    assert "4 of 8  localhost:8000/robots.txt" in capsys.readouterr().out


def test_rendering_twice_renders_once_unless_told_otherwise(site):
    make_information_page()
    call_command("bake_pages", verbosity=0)
    entries = site.entries

    call_command("bake_pages", verbosity=0)
    # These have no folder of their own, so they are in no file.
    others = 2 * ["/sitemap.xml", "/robots.txt"]
    assert site.entries == entries + len(others)

    call_command("bake_pages", anew=True, verbosity=0)
    assert site.entries == 2 * entries + len(others)


def test_a_page_that_cannot_be_cached_is_named(site, settings):
    make_information_page()
    settings.SITE_URL = "http://not-allowed.example"

    with pytest.raises(CommandError, match=r"not-allowed\.example/.* answers 400"):
        call_command("bake_pages", verbosity=0)


def test_the_worker_renders_for_every_host_name_that_is_cached(site, rendered):
    make_information_page()

    render_if_changed()

    assert rendered() == {*HOSTS, *(f"{host}/safety" for host in HOSTS)}


@pytest.mark.parametrize(
    ("host", "port"),
    [("localhost:8001", "8001"), ("www.clinic.example", "80"), ("[::1]", "80"), ("[::1]:8001", "8001")],
)
def test_a_host_is_asked_at_its_port(site, host, port):
    assert render_ahead.Site().visit_to("/", host)["SERVER_PORT"] == port


def test_the_worker_does_so_once_for_each_version(site):
    make_information_page()
    render_if_changed()
    entries = site.entries
    assert entries == 8

    render_if_changed()
    assert site.entries == entries

    invalidate()
    render_if_changed()
    assert site.entries == 2 * entries


def test_a_reader_finds_what_the_worker_rendered(site, new_worker):
    make_information_page()
    reader = new_worker()
    invalidate()

    render_if_changed()

    assert b"Safety" in reader.get("/safety/").body
    assert reader.entries == 0


def test_of_two_workers_on_a_host_one_renders(site):
    make_information_page()

    with render_ahead.lock() as is_ours:
        assert is_ours
        render_if_changed()

    assert site.entries == 0


def test_a_page_that_fails_keeps_no_other_waiting(site, rendered, monkeypatch, caplog):
    make_information_page()
    monkeypatch.setattr(render_ahead, "public_addresses", lambda: ["/no-such-page/", "/safety/"])

    render_if_changed()
    entries = site.entries
    render_if_changed()

    assert rendered() == {f"{host}/safety" for host in HOSTS}
    assert "1 pages could not be rendered ahead" in caplog.text
    assert site.entries == entries


def test_a_worker_of_another_release_leaves_pages_alone(site, settings, cache_dir):
    make_information_page()
    CacheVersions(cache_dir).start_new("another-build")
    version = CacheVersions(cache_dir).current()

    render_if_changed()

    assert site.entries == 0
    assert CacheVersions(cache_dir).current() == version


def test_without_a_web_process_on_this_host_nothing_is_rendered(site, cache_dir):
    (cache_dir / "current").unlink()

    render_if_changed()

    assert site.entries == 0
