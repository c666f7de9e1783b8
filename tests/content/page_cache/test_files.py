"""Baked pages as files: for the next start, for other workers and for a web server in front."""

import gzip
import os
import time

import brotli
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from content.page_cache.cache_version import CacheVersions
from content.page_cache.invalidation import invalidate
from tests.builders.pages import make_information_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(cache_dir):
    return cache_dir / "current" / "localhost" / "safety"


def test_a_web_server_finds_the_very_same_bytes(worker, folder):
    make_information_page()

    answer = worker.get("/safety/")

    assert (folder / "index.html").read_bytes() == answer.body
    assert gzip.decompress((folder / "index.html.gz").read_bytes()) == answer.body
    assert brotli.decompress((folder / "index.html.br").read_bytes()) == answer.body


def test_another_worker_does_not_render_again(new_worker):
    make_information_page()
    first = new_worker().get("/safety/")

    after_a_restart = new_worker()
    second = after_a_restart.get("/safety/")

    assert after_a_restart.entries == 0
    assert (second.status, second.headers, second.body) == (first.status, first.headers, first.body)


def test_a_page_with_a_lost_file_is_rendered_again(new_worker, folder):
    make_information_page()
    new_worker().get("/safety/")
    (folder / "index.html.gz").unlink()

    worker = new_worker()
    worker.get("/safety/")

    assert worker.entries == 1
    assert (folder / "index.html.gz").exists()


def test_a_page_is_rendered_again_when_its_time_is_up(new_worker, folder, settings):
    make_information_page()
    new_worker().get("/safety/")
    long_ago = time.time() - settings.PAGE_CACHE_SECONDS - 1
    os.utime(folder / "index.html", (long_ago, long_ago))

    worker = new_worker()
    worker.get("/safety/")

    assert worker.entries == 1
    assert (folder / "index.html").stat().st_mtime > long_ago + 1


def test_a_new_release_makes_all_pages_anew(new_worker, settings):
    make_information_page()
    old = new_worker()
    old.get("/safety/")
    settings.SITE_URL = "https://another.example"

    new = new_worker()
    new.get("/safety/")
    invalidate()  # by whichever process, of whichever release
    answers = [old.get("/safety/"), new.get("/safety/"), new.get("/safety/")]

    assert old.entries == 2  # until it ends, it asks Django each time
    assert new.entries == 2
    assert b"https://another.example/safety/" in answers[-1].body


def test_without_a_folder_to_write_to_the_site_still_answers(worker, cache_dir):
    make_information_page()
    (cache_dir / "current").unlink()

    answers = [worker.get("/safety/"), worker.get("/safety/")]

    assert worker.entries == 2
    assert {answer.status for answer in answers} == {"200 OK"}


def test_old_versions_are_deleted(cache_dir):
    versions = CacheVersions(cache_dir)
    versions.start_new("r1")
    old = cache_dir / versions.current()
    os.utime(old, (0, 0))
    versions.start_new()
    young = versions.current()

    versions.start_new()

    assert not old.exists()
    assert {path.name for path in cache_dir.iterdir()} == {"current", young, versions.current()}


@pytest.fixture
def site_of_the_command(worker, settings, monkeypatch):
    settings.WSGI_APPLICATION = "tests.content.page_cache.conftest.application"
    monkeypatch.setattr("tests.content.page_cache.conftest.application", worker.worker, raising=False)
    return worker


def test_every_live_page_can_be_cached_before_anybody_comes(site_of_the_command, cache_dir, capsys):
    make_information_page()
    make_information_page("hidden", live=False)

    call_command("bake_pages")

    found = {str(path.parent.relative_to(cache_dir / "current")) for path in cache_dir.rglob("current/**/index.html")}
    assert found == {"localhost", "localhost/safety"}
    assert "4 of 4  /safety/" in capsys.readouterr().out


def test_caching_twice_renders_once_unless_told_otherwise(site_of_the_command):
    make_information_page()
    call_command("bake_pages", verbosity=0)
    entries = site_of_the_command.entries

    call_command("bake_pages", verbosity=0)
    assert site_of_the_command.entries == entries

    call_command("bake_pages", anew=True, verbosity=0)
    assert site_of_the_command.entries == entries * 2


def test_a_page_that_cannot_be_cached_is_named(site_of_the_command, settings):
    make_information_page()
    settings.SITE_URL = "http://not-allowed.example"

    with pytest.raises(CommandError, match=r"/sitemap\.xml answers 400"):
        call_command("bake_pages", verbosity=0)
