import io

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from content.page_cache.wsgi_middleware import PageCache


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = dict(headers)
        self.body = body


class Site:
    """One worker: the site as gunicorn enters it. Counts how often Django was entered."""

    def __init__(self):
        self.django = WSGIHandler()
        self.worker = PageCache(self.entered)
        self.entries = 0
        self.meanwhile = None

    def entered(self, environ, start_response):
        self.entries += 1
        body = self.django(environ, start_response)
        if self.meanwhile:
            self.meanwhile()
        return body

    def get(self, path="/safety/", method="GET", query="", **headers):
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
        } | {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        said = []
        body = self.worker(environ, lambda status, headers, *rest: said.append((status, headers)))
        try:
            content = b"".join(body)
        finally:
            if hasattr(body, "close"):
                body.close()
        return Answer(*said[0], content)


@pytest.fixture
def cache_dir(settings, tmp_path):
    settings.PAGE_CACHE_DIR = tmp_path / "baked"
    settings.ALLOWED_HOSTS = ["localhost", ".clinic.example"]
    return settings.PAGE_CACHE_DIR


@pytest.fixture
def new_worker(cache_dir):
    """Starts a worker. Its requests share the test's database connection, as those of Django's test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Site
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def worker(new_worker):
    return new_worker()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What happens within it is committed at its end: `with committed(): page.save()`."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
