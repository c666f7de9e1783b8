import pytest

pytestmark = pytest.mark.django_db


def test_a_living_process_says_so(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


def test_this_machine_may_ask_what_works(client):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"database": True, "data_dir": True}


@pytest.mark.parametrize("extra", [{"REMOTE_ADDR": "203.0.113.9"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}])
def test_nobody_else_may(client, extra):
    response = client.get("/readyz", **extra)

    assert response.status_code == 404
