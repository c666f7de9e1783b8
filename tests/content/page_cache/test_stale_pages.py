"""A change that cannot invalidate cached pages is heard of, and no reader is handed an old page for it."""

import errno
import time
from pathlib import Path

import pytest

from content.page_cache import invalidation, wsgi_middleware
from content.page_cache.cache_version import CacheNotWritable, CacheVersions
from content.page_cache.cached_page import CachedPage, is_fresh
from content.page_cache.invalidation import WORDS, fault, invalidate
from tests.builders.staff import make_owner, sign_in

pytestmark = pytest.mark.django_db

CLINIC = "/admin/contact/clinicdetails/1/change/"
FORM = {
    "name": "Clinic",
    "reply_within_working_days": "",
    "give_back_after_hours": "24",
    "emergency_notice": "Closed today",
    "holidays-TOTAL_FORMS": "0",
    "holidays-INITIAL_FORMS": "0",
}


def refuse(*args, **kwargs):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def full(monkeypatch):
    """A disk without room, or an inode: nothing new can be laid down, what is there can be removed."""
    monkeypatch.setattr(CacheVersions, "write_link", refuse)


@pytest.fixture
def read_only(full, monkeypatch):
    monkeypatch.setattr(Path, "unlink", refuse)


def cached(worker):
    """An address that is handed out without entering Django, after its first reader."""
    worker.get("/robots.txt")
    entries = worker.entries
    worker.get("/robots.txt")
    assert worker.entries == entries
    return entries


def test_no_old_page_is_handed_out_when_there_is_no_room(worker, full, caplog):
    entries = cached(worker)

    invalidate()

    worker.get("/robots.txt")
    assert worker.entries == entries + 1
    assert "No space left on device" in caplog.text


def test_no_old_file_is_left(worker, cache_dir, full):
    cached(worker)

    invalidate()

    assert not (cache_dir / "current").exists()
    assert list(cache_dir.iterdir()) == []


def test_readiness_says_so_until_there_is_room(worker, monkeypatch):
    entries = cached(worker)
    with monkeypatch.context() as disk:
        disk.setattr(CacheVersions, "write_link", refuse)
        invalidate()
        worker.get("/robots.txt")
    assert fault() == invalidation.NO_SPACE

    monkeypatch.setattr(wsgi_middleware, "SECONDS_BETWEEN_TRIES", 0)
    worker.worker.next_try = 0
    worker.get("/robots.txt")
    cached(worker)

    assert fault() == ""
    assert worker.entries == entries + 3


def test_the_room_that_old_pages_took_is_used(worker, monkeypatch):
    cached(worker)
    whole, tries = CacheVersions.write_link, []

    def full_at_first(self, *args):
        tries.append(args)
        return refuse() if len(tries) == 1 else whole(self, *args)

    monkeypatch.setattr(CacheVersions, "write_link", full_at_first)
    invalidate()

    assert fault() == ""
    cached(worker)


def test_what_can_be_neither_written_nor_removed_is_told(worker, read_only, caplog):
    cached(worker)

    invalidate()

    assert "Readers may see old pages" in caplog.text
    with pytest.raises(CacheNotWritable):
        CacheVersions(invalidation.settings.PAGE_CACHE_DIR).start_new()


def saved_by_the_owner(client, monkeypatch):
    """The page after the clinic's details were saved. A test commits nothing, so nothing waits for that."""
    client.defaults["HTTP_HOST"] = "localhost"
    sign_in(client, make_owner())
    monkeypatch.setattr(invalidation, "invalidate_on_commit", invalidate)
    client.get("/admin/contact/clinicdetails/")
    return client.post(CLINIC, FORM, follow=True)


def test_whoever_saves_the_clinics_details_is_told(worker, client, read_only, monkeypatch):
    cached(worker)

    page = saved_by_the_owner(client, monkeypatch)

    assert WORDS in [str(message) for message in page.context["messages"]]


def test_nobody_is_told_of_what_went_well(worker, client, monkeypatch):
    cached(worker)

    page = saved_by_the_owner(client, monkeypatch)

    assert WORDS not in [str(message) for message in page.context["messages"]]


@pytest.mark.parametrize(("seconds", "fresh"), [(0, True), (599, True), (601, False), (-10, True), (-10000, False)])
def test_a_page_from_a_wrong_clock_is_not_fresh_for_as_long(seconds, fresh):
    page = CachedPage({}, {}, cached_at=time.time() - seconds)

    assert is_fresh(page, 600) == fresh
