"""A page is answered with the same status, headers and bytes, however it is asked for, with and without nginx."""

import http.client
import itertools
import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections

from content.page_cache.invalidation import invalidate
from content.page_cache.wsgi_middleware import PageCache
from tests.builders import nginx as builder
from tests.builders.nginx import NAME, running_nginx
from tests.builders.pages import make_information_page

pytestmark = pytest.mark.django_db

PAGE = "/safety/"
METHODS = ["GET", "HEAD"]
QUERIES = ["", "?utm_source=mail&gclid=1", "?page=1"]
COOKIES = [None, "theme=dark; __Host-csrf=vF3hJ5kL7mN9pQ2rS4tU6wX8yZ1aB3cD", "__Host-sid=of-nobody"]
ENCODINGS = [None, "gzip", "gzip, deflate, br", "br;q=0.5, gzip;q=0.8"]
# Whether the browser has the page already.
KNOWN = [False, True]
ASKED = list(itertools.product(METHODS, QUERIES, COOKIES, ENCODINGS, KNOWN))
# Where the page is when it is asked for: nowhere, in files that another worker wrote, in memory, or in nginx.
PLACES = [("gunicorn", "nowhere"), ("gunicorn", "files"), ("gunicorn", "memory")]
PLACES += [("nginx", "nowhere"), ("nginx", "files"), ("nginx", "memory"), ("nginx", "nginx")]
# What servers write by themselves, and the note for nginx.
NOT_OURS = {"server", "date", "connection", "x-accel-expires"}


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


class Gunicorn:
    """The site behind an HTTP server with one thread, which uses the connection of the test."""

    def __init__(self):
        self.restart()
        self.shared = {alias: connections[alias] for alias in connections}
        self.server = make_server("127.0.0.1", 0, self.serve, handler_class=Quiet)
        self.thread = threading.Thread(target=self.server.serve_forever, args=[0.01])

    def restart(self):
        self.worker = PageCache(WSGIHandler()).open()

    def serve(self, environ, start_response):
        for alias, connection in self.shared.items():
            connections[alias] = connection
        return self.worker(environ, start_response)

    def ask(self, address, method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=30)
        return builder.answered(connection, address, method, None, X_Forwarded_Proto="https", **headers)

    def put_page_in(self, place):
        if place == "nowhere":
            invalidate()
        else:
            self.ask(PAGE)
        if place == "files":
            self.restart()


@pytest.fixture
def gunicorn(settings, tmp_path):
    settings.PAGE_CACHE_DIR = tmp_path / "page_cache"
    settings.ALLOWED_HOSTS = [NAME]
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-sid", "__Host-csrf"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    for connection in connections.all():
        connection.inc_thread_sharing()
    gunicorn = Gunicorn()
    gunicorn.thread.start()
    yield gunicorn
    gunicorn.server.shutdown()
    gunicorn.thread.join()
    gunicorn.server.server_close()
    for connection in connections.all():
        connection.dec_thread_sharing()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def nginx(gunicorn, tmp_path):
    folder = tmp_path / "nginx"
    folder.mkdir()
    with running_nginx(folder, gunicorn.server.server_port) as nginx:
        yield nginx


def ours(answer):
    headers = {(name.lower(), value) for name, value in answer.headers.items() if name.lower() not in NOT_OURS}
    # wsgiref, unlike gunicorn, gives the answer "not modified" a length.
    return answer.status, headers - {("content-length", "0")}, answer.body


def empty(kept):
    """What nginx has kept. It takes a file that is gone for one that it never had."""
    for file in kept.rglob("*"):
        if file.is_file():
            file.unlink(missing_ok=True)


@pytest.mark.parametrize(("front", "place"), PLACES)
def test_a_page_is_the_same_everywhere(gunicorn, nginx, front, place):
    make_information_page()
    gunicorn.ask(PAGE)
    etags = {encoding: gunicorn.ask(PAGE, Accept_Encoding=encoding).headers["ETag"] for encoding in ENCODINGS}
    expected = {
        (method, encoding, known): ours(
            gunicorn.ask(PAGE, method, Accept_Encoding=encoding, If_None_Match=etags[encoding] if known else None)
        )
        for method, encoding, known in itertools.product(METHODS, ENCODINGS, KNOWN)
    }
    found = {}

    for method, query, cookie, encoding, known in ASKED:
        headers = {"Cookie": cookie, "Accept_Encoding": encoding, "If_None_Match": etags[encoding] if known else None}
        gunicorn.put_page_in(place)
        if place != "nginx":
            empty(nginx.kept)
        answer = gunicorn.ask if front == "gunicorn" else nginx.ask
        found[method, query, cookie, encoding, known] = ours(answer(PAGE + query, method, **headers))

    assert len({status for status, _, _ in expected.values()}) == 2
    different = {asked: answer for asked, answer in found.items() if answer != expected[asked[0], *asked[3:]]}
    assert different == {}
