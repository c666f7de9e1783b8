"""What can be deleted at once when the disk is full."""

import errno
import os
import shutil
from types import SimpleNamespace

import pytest

from clinic_site.health.readiness import disk
from clinic_site.startup import disk_reserve

MEGABYTE = 1024**2


@pytest.fixture(autouse=True)
def free_space(settings, tmp_path, monkeypatch):
    settings.DATA_DIR, settings.DISK_RESERVE_BYTES = tmp_path, MEGABYTE

    def set_free(megabytes):
        monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=megabytes * MEGABYTE))

    set_free(2000)
    return set_free


def test_the_room_is_really_taken():
    disk_reserve.allocate()

    assert disk_reserve.path().stat().st_blocks * 512 >= MEGABYTE


def test_it_is_laid_down_once_and_again_after_it_was_needed():
    disk_reserve.allocate()
    first = disk_reserve.path().stat().st_mtime_ns
    disk_reserve.allocate()
    assert disk_reserve.path().stat().st_mtime_ns == first

    disk_reserve.path().unlink()
    disk_reserve.allocate()

    assert disk_reserve.path().exists()


def test_a_disk_that_is_nearly_full_is_not_filled_further(free_space):
    free_space(9)

    disk_reserve.allocate()

    assert not disk_reserve.path().exists()


def test_a_disk_that_gives_no_room_stops_nobody_from_starting(monkeypatch):
    def refuse(*args):
        raise OSError(errno.EDQUOT, "Disk quota exceeded")

    monkeypatch.setattr(os, "posix_fallocate", refuse)

    disk_reserve.allocate()

    assert not disk_reserve.path().exists()


def test_whoever_reads_that_the_disk_is_full_reads_what_to_delete(free_space):
    disk_reserve.allocate()
    free_space(20)

    assert "20 MB are free" in disk()
    assert disk_reserve.NAME in disk()
    disk_reserve.path().unlink()
    assert disk_reserve.NAME not in disk()
