"""An nginx that still has the files of before hands out no frozen copy of a page for ever: it asks gunicorn."""

import http.server
import threading
from pathlib import Path

import pytest

from clinic_site.startup.data_dir import retire_baked_pages
from content.page_cache.cache_version import CacheVersions
from tests.builders.nginx import NAME, running_nginx

OLD_FILES = Path(__file__).parent / "nginx_before_the_page_cache"
PAGE = "/safety/"


class Gunicorn(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"new words")

    def log_message(self, *args):
        pass


@pytest.fixture
def gunicorn():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Gunicorn) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def nginx(gunicorn, tmp_path, settings):
    (tmp_path / "clinic-headers.conf").write_text('add_header X-Told-By "nginx" always;\n')
    with running_nginx(tmp_path, gunicorn.server_port, files=OLD_FILES) as nginx:
        settings.DATA_DIR = nginx.data_dir
        place = nginx.data_dir / "baked/r1.abc" / NAME / PAGE.strip("/")
        place.mkdir(parents=True)
        (place / "index.html").write_text("old words")
        (nginx.data_dir / "baked/current").symlink_to("r1.abc")
        yield nginx


def test_after_the_upgrade_gunicorn_answers(nginx):
    assert nginx.ask(PAGE).body == b"old words"

    retire_baked_pages()

    assert nginx.ask(PAGE).body == b"new words"


def test_workers_that_are_not_reloaded_yet_bring_no_page_back(nginx):
    retire_baked_pages()

    CacheVersions(nginx.data_dir / "baked").start_if_missing("r1")

    assert nginx.ask(PAGE).body == b"new words"
    assert not (nginx.data_dir / "baked").is_dir()


def test_a_second_time_changes_nothing_and_a_new_site_has_no_such_file(settings, tmp_path):
    settings.DATA_DIR = tmp_path

    retire_baked_pages()
    assert list(tmp_path.iterdir()) == []

    (tmp_path / "baked").mkdir()
    retire_baked_pages()
    retire_baked_pages()
    assert [path.name for path in tmp_path.iterdir()] == ["baked"]
