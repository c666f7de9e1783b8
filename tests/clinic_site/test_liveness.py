"""What a container is judged by."""

import socket

import pytest

from clinic_site.health.liveness import answers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def deserted_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def test_a_server_that_answers_is_alive(live_server):
    assert answers(live_server.thread.port, "localhost")


def test_a_server_that_refuses_us_is_not(live_server):
    assert not answers(live_server.thread.port, "somebody-else.example")


def test_a_server_that_is_gone_is_not(deserted_port):
    assert not answers(deserted_port, "localhost")
