"""Static files are collected again when one of them changed, and only then."""

import pytest
from django.contrib.staticfiles import finders

from clinic_site.startup import collected_static


@pytest.fixture
def folder(settings, tmp_path):
    ours, settings.STATIC_ROOT = tmp_path / "static", tmp_path / "collected"
    ours.mkdir()
    settings.STATIC_ROOT.mkdir()
    (ours / "site.css").write_text("p { margin: 0 }")
    settings.STATICFILES_DIRS = [ours]
    finders.get_finder.cache_clear()
    yield ours
    finders.get_finder.cache_clear()


def test_nothing_is_current_before_the_first_collecting(folder):
    assert not collected_static.are_current()


def test_what_was_collected_stays_current_while_nothing_changes(folder):
    collected_static.record()

    assert collected_static.are_current()


@pytest.mark.parametrize("name", ["site.css", "new.css"])
def test_a_file_that_is_changed_or_added_makes_it_old(folder, name):
    collected_static.record()

    (folder / name).write_text("p { margin: 1rem }")

    assert not collected_static.are_current()
