"""Which line a visitor stands in at the web server."""

import socket
import threading
from types import SimpleNamespace

import pytest

from clinic_site.http.gunicorn_worker import TwoThreadPools

A_FORM = b"POST /consultation/ HTTP/1.1\r\n"
A_PAGE = b"GET /safety/ HTTP/1.1\r\n"
SECONDS = 10


@pytest.fixture
def lines():
    lines = TwoThreadPools(threads=1)
    yield lines
    lines.shutdown()


@pytest.fixture
def visitor():
    """Opens a connection on which somebody has sent `words`."""
    opened = []

    def open_connection(words=b""):
        ours, theirs = socket.socketpair()
        opened.extend([ours, theirs])
        theirs.sendall(words)
        return SimpleNamespace(sock=ours)

    yield open_connection
    for end in opened:
        end.close()


def read(conn):
    return conn.sock.recv(100)


def keep_waiting(lines, conns):
    """Takes the only thread of a line, and stands further ones behind it."""
    end = threading.Event()
    waiting = [lines.submit(lambda conn: end.wait(SECONDS), conn) for conn in conns]
    return end, waiting


@pytest.mark.parametrize("page", [A_PAGE, A_PAGE.replace(b"GET", b"HEAD")])
def test_a_reader_does_not_wait_for_those_who_send(lines, visitor, page):
    end, waiting = keep_waiting(lines, [visitor(A_FORM) for _ in range(3)])

    answer = lines.submit(read, visitor(page)).result(SECONDS)

    assert answer == page
    assert not any(one.done() for one in waiting)
    end.set()


def test_a_sender_does_not_wait_for_those_who_read(lines, visitor):
    end, waiting = keep_waiting(lines, [visitor(A_PAGE) for _ in range(3)])

    answer = lines.submit(read, visitor(A_FORM)).result(SECONDS)

    assert answer == A_FORM
    assert not any(one.done() for one in waiting)
    end.set()


def test_a_connection_without_bytes_holds_nobody_up(lines, visitor):
    silent = visitor()
    silent.sock.setblocking(True)

    standing = lines.submit(lambda conn: "its turn", silent)

    assert standing.result(SECONDS) == "its turn"
