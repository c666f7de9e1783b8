"""Nobody else on the machine reads what the site writes, except what visitors read anyway."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clinic_site.startup.data_dir import make_data_dir, open_static_files, tighten
from contact.backup.create import make_backup
from content.page_cache.cache_version import CacheVersions
from content.page_cache.cached_page import CachedPage, PageFiles

pytestmark = pytest.mark.django_db


def mode(path):
    return path.stat().st_mode & 0o777


@pytest.fixture
def data_dir(settings, tmp_path):
    """As an older release left it."""
    settings.DATA_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    settings.ERROR_PAGES_DIR = tmp_path / "error_pages"
    for folder in ("media/images", "mail", "static/css", "page_cache/current", "error_pages"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("clinic.sqlite3", "clinic.sqlite3-wal", "media/images/a.jpg", "static/css/site.css"):
        (tmp_path / name).write_text("")
    for path in [tmp_path, *tmp_path.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return tmp_path


def test_what_an_older_release_left_open_is_closed(data_dir):
    assert tighten() == []

    files = ["clinic.sqlite3", "clinic.sqlite3-wal", "media/images/a.jpg"]
    assert {mode(data_dir / name) for name in files} == {0o600}
    assert {mode(data_dir / name) for name in ("media", "media/images", "mail", "page_cache")} == {0o700}
    assert mode(data_dir) == 0o711


def test_what_visitors_read_stays_open_to_a_web_server(data_dir):
    tighten()

    assert mode(data_dir / "static/css/site.css") == 0o644
    assert {mode(data_dir / name) for name in ("static", "static/css", "error_pages")} == {0o755}


def test_nothing_is_opened_that_an_operator_closed(data_dir):
    data_dir.chmod(0o700)
    (data_dir / "clinic.sqlite3").chmod(0o400)

    tighten()

    assert (mode(data_dir), mode(data_dir / "clinic.sqlite3")) == (0o700, 0o400)


def test_a_link_leads_to_no_file_of_somebody_else(data_dir, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "file"
    elsewhere.write_text("")
    elsewhere.chmod(0o644)
    (data_dir / "link").symlink_to(elsewhere)

    tighten()

    assert mode(elsewhere) == 0o644


def test_static_files_are_opened_in_every_form(data_dir):
    compressed = data_dir / "static/css/site.css.gz"
    compressed.write_text("")
    compressed.chmod(0o600)
    (data_dir / "static/css").chmod(0o700)

    open_static_files()

    assert (mode(compressed), mode(data_dir / "static/css")) == (0o644, 0o755)


def test_cached_pages_are_closed_under_any_umask(tmp_path):
    folder = tmp_path / "page_cache"
    versions, files = CacheVersions(folder), PageFiles(folder)
    before = os.umask(0o022)
    try:
        versions.start_new("build")
        files.put(versions.current(), "localhost", "/conditions/ptsd/", CachedPage.encode([], b"page"))
    finally:
        os.umask(before)

    assert mode(folder) == 0o700
    assert {mode(path) for path in folder.rglob("*") if path.is_file()} == {0o600}


@pytest.mark.django_db(transaction=True)
def test_a_backup_is_closed(data_dir, settings):
    settings.MEDIA_ROOT = data_dir / "media"
    path = make_backup(data_dir / "backups")

    assert (mode(path), mode(path.parent)) == (0o600, 0o700)


ROOT = Path(__file__).resolve().parents[2]


def test_whatever_program_of_the_site_writes_a_file_closes_it(tmp_path):
    """The settings set the umask, so that no way of starting goes past it."""
    code = "import clinic_site.settings.local, pathlib; pathlib.Path('written').write_text('')"
    environment = os.environ | {"PYTHONPATH": str(ROOT), "DATA_DIR": str(tmp_path / "var")}
    subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True, preexec_fn=lambda: os.umask(0o022)
    )

    assert mode(tmp_path / "written") == 0o600


def test_uploads_are_closed(settings):
    assert (settings.FILE_UPLOAD_PERMISSIONS, settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS) == (0o600, 0o700)


def test_a_new_data_dir_lets_a_web_server_through(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "new" / "var"

    make_data_dir()

    assert mode(settings.DATA_DIR) == 0o711
