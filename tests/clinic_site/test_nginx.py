"""What the nginx of one server hands out itself and what it asks gunicorn for: a real one, with our files."""

import http.client
import re
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from content.page_cache.request_rules import MARKETING_PARAMETERS
from tests.builders.nginx import DEPLOYED, NAME, running_nginx

PAGE = "/conditions/ptsd/"


class Gunicorn(BaseHTTPRequestHandler):
    """Answers in gunicorn's place, and remembers what it was asked. Pages of /conditions/ are marked to be kept."""

    protocol_version = "HTTP/1.1"
    asked = []
    words = "by gunicorn"
    seconds = 0

    def answer(self):
        self.asked.append(f"{self.command} {self.path} for {self.headers['Host']}")
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        words = f"{self.headers['Accept-Encoding']}: {self.words}".encode()
        time.sleep(self.seconds)
        self.send_response(404 if self.path == "/nowhere/" else 200)
        if self.path.startswith("/conditions/"):
            self.send_header("X-Accel-Expires", "1")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(words)

    do_GET = do_HEAD = do_POST = do_PUT = answer

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 100


@pytest.fixture(scope="module")
def gunicorn():
    with Server(("127.0.0.1", 0), Gunicorn) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def nginx(gunicorn, tmp_path_factory):
    with running_nginx(tmp_path_factory.mktemp("nginx"), gunicorn.server_port) as nginx:
        yield nginx


@pytest.fixture
def ask(nginx):
    """Begins in a second of its own: nothing is kept from a test before, and the test is over before the next."""
    time.sleep(1.02 - time.time() % 1)
    Gunicorn.asked.clear()
    return nginx.ask


PLAIN = [
    {},
    {"method": "HEAD"},
    {"address": f"{PAGE}?utm_source=mail&gclid=1"},
    {"address": f"{PAGE}?fbclid"},
    {"Cookie": "__Host-csrf=a; theme=dark"},
    {"Range": "bytes=0-3"},
    {"Accept_Encoding": "identity"},
    {"Accept_Encoding": "zstd"},
]


def test_of_those_who_ask_for_the_same_page_in_a_second_one_asks_gunicorn(ask):
    began = int(time.time())
    answers = [ask(asked.pop("address", PAGE), **asked) for asked in map(dict, PLAIN)]

    # Whoever comes first in a second asks in the words of its own address.
    assert {re.sub(r"\?\S+", "", asked) for asked in Gunicorn.asked} == {f"GET {PAGE} for {NAME}"}
    assert len(Gunicorn.asked) <= seconds_since(began) < len(PLAIN)
    assert {answer.status for answer in answers} == {200}
    assert {answer.body for answer in answers} == {b"identity: by gunicorn", b""}
    assert {answer.headers["X-Accel-Expires"] for answer in answers} == {None}


def seconds_since(began):
    """A busy machine takes more than one for all of them."""
    return int(time.time()) - began + 1


@pytest.mark.parametrize("name", [name.replace("[a-z_]+", "term") for name in MARKETING_PARAMETERS])
def test_nginx_and_the_site_know_the_same_names_of_advertisements(name):
    words = (DEPLOYED / "page-cache.conf").read_text()

    assert name.replace("term", "[a-z_]+") in words.split('"~^(?:(?:')[1].split(")")[0].split("|")


def test_each_encoding_is_kept_by_itself(ask):
    accepted = ["br, gzip", "gzip, deflate, br, zstd", "BR", "gzip", "deflate,gzip", "", None, "xbr"]
    began = int(time.time())
    answers = [ask(PAGE, Accept_Encoding=each).body for each in accepted]

    assert answers == [f"{name}: by gunicorn".encode() for name in ["br"] * 3 + ["gzip"] * 2 + ["identity"] * 3]
    assert len(Gunicorn.asked) <= 3 * seconds_since(began)


def test_a_second_header_brings_no_other_encoding_under_the_first(ask, nginx):
    """Whoever sent one would spoil the page for all who come in the same second."""
    with_two = f"GET {PAGE} HTTP/1.1\r\nHost: {NAME}\r\nAccept-Encoding: identity\r\nAccept-Encoding: br\r\n"

    over_tls(nginx, with_two)

    assert ask(PAGE, Accept_Encoding="identity").body == b"identity: by gunicorn"


def test_whoever_weighs_encodings_is_answered_by_the_site(ask):
    answers = {ask(PAGE, Accept_Encoding="br;q=0, gzip").body for _ in range(2)}

    assert answers == {b"br;q=0, gzip: by gunicorn"}
    assert len(Gunicorn.asked) == 2


@pytest.mark.parametrize(
    "asked",
    [
        {"address": "/about/"},
        {"address": f"{PAGE}?page=2"},
        {"address": f"{PAGE}?utm_source=a&page=2"},
        {"Cookie": "__Host-csrf=a; __Host-sid=b"},
        {"Authorization": "Basic eA=="},
        {"method": "POST", "body": "name=Robin"},
    ],
)
def test_whatever_else_is_asked_of_gunicorn_each_time(ask, asked):
    address, method = asked.pop("address", PAGE), asked.get("method", "GET")

    for _ in range(2):
        ask(address, **asked)

    assert Gunicorn.asked == [f"{method} {address} for {NAME}"] * 2


@pytest.mark.parametrize(
    "address",
    [
        "/conditions/ptsd",
        "/conditions//ptsd/",
        "/search/?q=two%20words",
        "/a%20page/",
        "/conditions/%2e%2e/about/",
        "/conditions/x/../ptsd/",
        "/nowhere/",
    ],
)
def test_an_address_reaches_gunicorn_as_it_was_written(ask, address):
    ask(PAGE)
    answer = ask(address)

    assert Gunicorn.asked[1:] == [f"GET {address} for {NAME}"]
    assert answer.status == (404 if address == "/nowhere/" else 200)


def read_at_once(nginx, number):
    answers, all_here = [], threading.Barrier(number)

    def read():
        all_here.wait()
        answers.append(nginx.ask(PAGE).body)

    threads = [Thread(target=read) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.parametrize("idle", [1, 2.5])
def test_nobody_is_shown_an_idle_page_as_it_was_before_a_publish(nginx, ask, monkeypatch, idle):
    """An old page that is refreshed behind the first reader's back would be shown to all others once more."""
    ask(PAGE)
    monkeypatch.setattr(Gunicorn, "words", "new words")
    monkeypatch.setattr(Gunicorn, "seconds", 0.2)
    time.sleep(idle)

    assert read_at_once(nginx, 20) == [b"identity: new words"] * 20


def test_nothing_is_older_than_a_second(nginx, ask, monkeypatch):
    """nginx counts in whole seconds: what is kept for one could be almost two seconds old."""
    time.sleep(1.1 - time.time() % 1)
    ask(PAGE)
    monkeypatch.setattr(Gunicorn, "words", "new words")
    time.sleep(1.01)

    assert ask(PAGE).body == b"identity: new words"


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


def over_tls(nginx, first_lines):
    with nginx.tls_connection() as connection:
        return exchanged(connection, first_lines)


def asked_without_tls(nginx, first_lines):
    with socket.create_connection(("127.0.0.1", nginx.plain), timeout=10) as connection:
        return exchanged(connection, first_lines)


def exchanged(connection, first_lines):
    """All that nginx answers, to the last byte."""
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
