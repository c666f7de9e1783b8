"""What the nginx of one server hands out itself and what it asks gunicorn for: a real one, with our files."""

import http.client
import shutil
import socket
import ssl
import subprocess
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace

import pytest

from tests.builders.nginx import DEPLOYED, configure_nginx

NAME = "www.example.org"
PAGE = "/conditions/ptsd/"


class Gunicorn(BaseHTTPRequestHandler):
    """Answers in gunicorn's place, and remembers what it was asked."""

    protocol_version = "HTTP/1.1"
    asked = []

    def answer(self):
        self.asked.append(f"{self.command} {self.path} for {self.headers['Host']}")
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        self.send_response(404 if self.path == "/nowhere/" else 200)
        self.send_header("Content-Length", "12")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(b"by gunicorn\n")

    do_GET = do_HEAD = do_POST = do_PUT = answer

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def gunicorn():
    with ThreadingHTTPServer(("127.0.0.1", 0), Gunicorn) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def nginx(gunicorn, tmp_path_factory):
    assert shutil.which("nginx"), "This needs nginx; script/test installs it."
    folder = tmp_path_factory.mktemp("nginx")
    tls, plain, var = free_port(), free_port(), folder / "var"
    headers = 'add_header X-Told-By "nginx" always;\n'
    ports = {"gunicorn": [gunicorn.server_port], "tls": tls, "plain": plain}
    command = configure_nginx(folder, var=var, name=NAME, headers=headers, **ports)
    bake(var / f"baked/current/{NAME}")
    with subprocess.Popen(command) as process:
        wait_until_it_listens(tls, process)
        yield SimpleNamespace(tls=tls, plain=plain, log=folder / "error.log")
        process.terminate()


def bake(site):
    for page in ("", PAGE.strip("/")):
        place = site / page
        place.mkdir(parents=True, exist_ok=True)
        for name, words in {"index.html": "plain", "index.html.gz": "gzip", "index.html.br": "brotli"}.items():
            (place / name).write_text(words)
        (place / ".headers").write_text("[]")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def wait_until_it_listens(port, process):
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "nginx ended; the lines above say why."
        time.sleep(0.05)
    raise AssertionError("nginx does not listen.")


@pytest.fixture
def ask(nginx):
    unverified = ssl.create_default_context()
    unverified.check_hostname, unverified.verify_mode = False, ssl.CERT_NONE

    def ask(address, method="GET", body=None, **headers):
        Gunicorn.asked.clear()
        connection = http.client.HTTPSConnection("127.0.0.1", nginx.tls, context=unverified, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, address, body, {"Host": NAME} | named)
        response = connection.getresponse()
        words = response.read().decode().strip()
        connection.close()
        return SimpleNamespace(status=response.status, words=words, headers=response.headers)

    return ask


@pytest.mark.parametrize("address", ["/", PAGE])
@pytest.mark.parametrize(("accepted", "words"), [("br, gzip", "brotli"), ("gzip", "gzip"), ("", "plain")])
def test_a_baked_page_comes_from_its_file_with_the_headers_of_the_site(ask, address, accepted, words):
    answer = ask(address, Accept_Encoding=accepted)

    assert (answer.status, answer.words, Gunicorn.asked) == (200, words, [])
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["X-Told-By"] == "nginx"


def test_a_reader_with_a_cookie_that_is_no_session_gets_the_file(ask):
    assert ask(PAGE, Cookie="__Host-csrf=a", Accept_Encoding="gzip").words == "gzip"


@pytest.mark.parametrize(
    "address",
    [
        "/about/",
        "/conditions/ptsd",
        "/conditions/ptsd/index.html",
        "/conditions/ptsd/.headers",
        "/conditions/ptsd/?draft=1",
        "/search/?q=two%20words",
        "/a%20page/",
        "/conditions/%2e%2e/about/",
        "/nowhere/",
    ],
)
def test_whatever_else_is_asked_of_gunicorn_as_it_was_written(ask, address):
    answer = ask(address)

    assert Gunicorn.asked == [f"GET {address} for {NAME}"]
    assert (answer.status, answer.words) == (404 if address == "/nowhere/" else 200, "by gunicorn")


@pytest.mark.parametrize("address", [PAGE, "/consultation/"])
def test_what_is_sent_goes_to_gunicorn(ask, address):
    assert ask(address, "POST", "name=Robin").words == "by gunicorn"
    assert Gunicorn.asked == [f"POST {address} for {NAME}"]


def test_staff_with_a_session_are_answered_by_gunicorn(ask):
    ask(PAGE, Cookie="__Host-csrf=a; __Host-sid=b")

    assert Gunicorn.asked == [f"GET {PAGE} for {NAME}"]


def test_nothing_of_all_this_is_written_down(ask, nginx):
    for address in (PAGE, "/about/", "/search/?q=despair"):
        ask(address)

    assert "despair" not in nginx.log.read_text()
    assert "/about/" not in nginx.log.read_text()


def test_without_tls_everybody_is_sent_to_it(nginx):
    connection = http.client.HTTPConnection("127.0.0.1", nginx.plain, timeout=10)
    connection.request("GET", "/costs/", headers={"Host": NAME})
    response = connection.getresponse()

    assert (response.status, response.headers["Location"]) == (301, f"https://{NAME}:{nginx.tls}/costs/")


def asked_without_tls(nginx, first_lines):
    """All that nginx answers, to the last byte."""
    with socket.create_connection(("127.0.0.1", nginx.plain), timeout=10) as connection:
        connection.sendall(f"{first_lines}Connection: close\r\n\r\n".encode())
        return b"".join(iter(lambda: connection.recv(4096), b"")).decode()


FOREIGN = {
    "another name": "GET /costs/ HTTP/1.1\r\nHost: evil.example\r\n",
    "an address": "GET /costs/ HTTP/1.1\r\nHost: 127.0.0.1\r\n",
    "ours within another": f"GET /costs/ HTTP/1.1\r\nHost: {NAME}.evil.example\r\n",
    "another name in the line itself": f"GET http://evil.example/ HTTP/1.1\r\nHost: {NAME}\r\n",
    "no name": "GET /costs/ HTTP/1.0\r\n",
}


@pytest.mark.parametrize("host", FOREIGN)
def test_without_tls_a_foreign_host_gets_no_answer(nginx, host):
    assert asked_without_tls(nginx, FOREIGN[host]) == ""


def test_both_configurations_refuse_before_they_redirect():
    for deployed in ("one-server.conf", "many-hosts.conf"):
        words = (DEPLOYED / deployed).read_text()
        assert "$host$request_uri" not in words
        assert words.index("return 444;") < words.index("return 301 ")
