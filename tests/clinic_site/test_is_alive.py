"""What a container is judged by."""

import pytest

from clinic_site.is_alive import answers

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_server_that_answers_is_alive(live_server):
    assert answers(live_server.thread.port, "localhost")


def test_a_server_that_refuses_us_or_is_gone_is_not(live_server):
    assert not answers(live_server.thread.port, "somebody-else.example")
    live_server.stop()
    assert not answers(live_server.thread.port, "localhost")
