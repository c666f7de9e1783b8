"""Somebody who asks for addresses of the site in this process: a visitor, or the owner of the first account."""

from django.contrib.auth import get_user_model
from django.test import Client

OK = 200


def visitor():
    return Client(SERVER_NAME="localhost")


def owner():
    client = visitor()
    client.force_login(get_user_model().objects.get(username="owner"))
    return client


def reads(client, address):
    def read():
        answer = client.get(address)
        assert answer.status_code == OK, f"{address} answers {answer.status_code}"

    return read


def posts(client, address, words):
    def post():
        answer = client.post(address, words)
        assert answer.status_code == OK, f"{address} answers {answer.status_code}"

    return post
