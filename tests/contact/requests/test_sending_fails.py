"""When a request cannot be stored, its words stay on the page and can be sent again."""

import re
import sqlite3
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from django.test import Client

from contact.models import ConsultationRequest
from tests.builders.requests import form_data, make_clinic_details

ADDRESS = "/consultation/"
WORDS = "words I do not want to type again"
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about locks and pages of SQLite")


def can_be_sent_again(response, data):
    """The text, the same key, a new token, a button, the clinic's phone and crisis help."""
    page = response.text
    wanted = [
        WORDS,
        f'name="submission_key" value="{data["submission_key"]}"',
        f'name="opened" value="{data["opened"]}"',
        'name="csrfmiddlewaretoken"',
        'value="Send"',
        'href="tel:988"',
        'href="tel:911"',
    ]
    return [want for want in wanted if want not in page] == []


@contextmanager
def sql(before, after):
    with connection.cursor() as cursor:
        cursor.execute(before)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(after)


@pytest.mark.django_db
def test_a_stale_token_costs_one_more_press_of_the_button(client):
    make_clinic_details(phone="(212) 555-0142")
    client.handler.enforce_csrf_checks = True
    data = form_data(message=WORDS)

    refused = client.post(ADDRESS, data | {"csrfmiddlewaretoken": "x" * 64})
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', refused.text)[1]
    sent = client.post(ADDRESS, data | {"csrfmiddlewaretoken": token})

    assert refused.status_code == 403
    assert can_be_sent_again(refused, data)
    assert 'href="tel:+12125550142"' in refused.text
    assert sent.status_code == 302
    assert ConsultationRequest.objects.get().message == WORDS


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_database_locked_for_too_long_keeps_the_text(client):
    make_clinic_details(phone="(212) 555-0142")
    data = form_data(message=WORDS)
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)

    with sql("PRAGMA busy_timeout=50", "PRAGMA busy_timeout=20000"):
        other.execute("BEGIN IMMEDIATE")
        refused = client.post(ADDRESS, data)
        other.execute("ROLLBACK")
    other.close()

    assert refused.status_code == 503
    assert can_be_sent_again(refused, data)
    assert 'href="tel:+12125550142"' in refused.text
    assert client.post(ADDRESS, data).status_code == 302


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_full_disk_keeps_the_text_and_what_was_there():
    stored = 0
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]

    with sql(f"PRAGMA max_page_count={pages}", "PRAGMA max_page_count=1000000000"):
        for _ in range(200):
            response = Client().post(ADDRESS, data := form_data(message=WORDS))
            if response.status_code != 302:
                break
            stored += 1

    assert response.status_code == 503
    assert can_be_sent_again(response, data)
    assert ConsultationRequest.objects.count() == stored
    assert Client().post(ADDRESS, data).status_code == 302


@pytest.mark.django_db
def test_without_any_database_the_text_is_kept_too(client):
    def gone(*args):
        raise OperationalError("the server went away")

    data = form_data(message=WORDS)

    with connection.execute_wrapper(gone):
        response = client.post(ADDRESS, data)

    assert response.status_code == 503
    assert can_be_sent_again(response, data)
