"""Whatever the database does, a visitor's words stay on the page, with the numbers to call, and staff keep theirs."""

import os

import django.db
import psycopg
import pytest
from django.db import connection
from django.test import Client

from clinic_site.health import readiness
from contact.clinic.references import in_halves
from contact.models import ConsultationRequest
from tests.builders.requests import form_data, make_clinic_details, make_request
from tests.builders.staff import make_staff, sign_in
from tests.contact.requests.test_sending_fails import ADDRESS, WORDS, can_be_sent_again, on_sqlite, sql

LIST = "/admin/contact/consultationrequest/"
ERRORS = [
    django.db.DatabaseError,
    django.db.DataError,
    django.db.IntegrityError,
    django.db.InterfaceError,
    django.db.InternalError,
    django.db.NotSupportedError,
    django.db.OperationalError,
    django.db.ProgrammingError,
]
in_the_open = pytest.mark.django_db(transaction=True, serialized_rollback=True)
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="about servers and their time-outs")


def fails(error, when=lambda statement: True):
    """The database raises `error` for the statements that `when` picks."""

    def execute(execute, statement, params, many, context):
        if when(statement):
            raise error("the database says no")
        return execute(statement, params, many, context)

    return connection.execute_wrapper(execute)


def writes(statement):
    return statement.startswith(("INSERT", "UPDATE"))


def reads_only():
    if connection.vendor == "sqlite":
        return sql("PRAGMA query_only=1", "PRAGMA query_only=0")
    return sql("SET default_transaction_read_only = on", "SET default_transaction_read_only = off")


@pytest.mark.django_db
@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("when", [lambda statement: True, writes], ids=["always", "on writing"])
def test_every_error_of_the_database_keeps_the_words(client, error, when):
    data = form_data(message=WORDS)

    with fails(error, when):
        refused = client.post(ADDRESS, data)

    assert refused.status_code == 503
    assert can_be_sent_again(refused, data)
    assert ConsultationRequest.objects.count() == 0


@pytest.mark.django_db
def test_a_fault_of_the_site_keeps_the_words_too(monkeypatch):
    data = form_data(message=WORDS)
    monkeypatch.setattr("contact.views.receive", lambda *args, **kwargs: 1 / 0)

    refused = Client(raise_request_exception=False).post(ADDRESS, data)

    assert refused.status_code == 500
    assert can_be_sent_again(refused, data)


@in_the_open
def test_a_database_that_only_reads_keeps_the_words_and_is_not_ready(client):
    make_clinic_details(phone="(212) 555-0142")
    data = form_data(message=WORDS)

    with reads_only():
        refused = client.post(ADDRESS, data)
        ready = readiness.checked(readiness.database)

    assert refused.status_code == 503
    assert can_be_sent_again(refused, data)
    assert 'href="tel:+12125550142"' in refused.text
    assert ready == (False, "The database cannot be written.")
    assert readiness.checked(readiness.database) == (True, "")
    assert client.post(ADDRESS, data).status_code == 302


@in_the_open
def test_a_schema_that_the_code_does_not_know_keeps_the_words(client):
    data = form_data(message=WORDS)
    column = "ALTER TABLE contact_consultationrequest RENAME COLUMN {} TO {}"

    with sql(column.format("topic", "subject"), column.format("subject", "topic")):
        refused = client.post(ADDRESS, data)

    assert refused.status_code == 503
    assert can_be_sent_again(refused, data)
    assert client.post(ADDRESS, data).status_code == 302


@on_postgresql
@in_the_open
def test_a_connection_that_ends_in_the_middle_keeps_the_words(client):
    data = form_data(message=WORDS)
    admin = psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None, "context": None})
    pid = connection.connection.info.backend_pid

    def hang_up(execute, statement, params, many, context):
        if statement.startswith('INSERT INTO "contact_requestevent"'):
            admin.execute("SELECT pg_terminate_backend(%s)", [pid])
        return execute(statement, params, many, context)

    with connection.execute_wrapper(hang_up):
        refused = client.post(ADDRESS, data)
    admin.close()
    connection.close()

    assert refused.status_code == 503
    assert can_be_sent_again(refused, data)
    assert client.post(ADDRESS, data).status_code == 302


@on_postgresql
@in_the_open
def test_a_locked_table_keeps_the_words(client):
    data = form_data(message=WORDS)
    other = psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None, "context": None})
    other.execute("LOCK TABLE contact_consultationrequest IN ACCESS EXCLUSIVE MODE")

    with sql("SET lock_timeout = '100ms'", "RESET lock_timeout"):
        refused = client.post(ADDRESS, data)
    other.close()

    assert refused.status_code == 503
    assert can_be_sent_again(refused, data)
    assert client.post(ADDRESS, data).status_code == 302


@on_sqlite
@in_the_open
def test_a_database_file_that_was_removed_takes_no_request(client):
    make_request()
    data = form_data(message=WORDS)
    path = connection.settings_dict["NAME"]

    os.rename(path, f"{path}.aside")
    refused = client.post(ADDRESS, data)
    ready = readiness.checked(readiness.database)
    os.rename(f"{path}.aside", path)

    assert refused.status_code == 503
    assert can_be_sent_again(refused, data)
    assert ready[0] is False
    assert "removed" in ready[1]
    assert client.post(ADDRESS, data).status_code == 302
    assert ConsultationRequest.objects.count() == 2


@pytest.mark.django_db
def test_what_was_stored_is_confirmed_even_if_the_database_fails_then(client):
    sent = client.post(ADDRESS, form_data())
    reference = ConsultationRequest.objects.get().reference

    with fails(django.db.OperationalError):
        page = client.get(sent["Location"])

    assert page.status_code == 200
    assert in_halves(reference) in page.text


@pytest.mark.django_db
@pytest.mark.parametrize("when", [lambda statement: True, writes], ids=["always", "on writing"])
def test_staff_get_a_page_of_their_own_with_what_they_typed(when):
    robin = make_request()
    client = Client(raise_request_exception=False)
    sign_in(client, make_staff("nadia", "Triage"))

    with fails(django.db.OperationalError, when):
        refused = client.post(f"{LIST}{robin.pk}/note/", {"text": "words", "seen": 1, "version": 1})

    page = refused.text
    assert refused.status_code == 503
    assert ">words</textarea>" in page
    assert 'class="staff-header"' in page
    assert "no-store" in refused["Cache-Control"]


@pytest.mark.django_db
def test_no_secret_comes_back_on_the_page_of_a_failure():
    data = {"login": "nadia", "password": "a secret of nadia", "csrfmiddlewaretoken": "token-of-nadia"}

    with fails(django.db.OperationalError):
        page = Client(raise_request_exception=False).post("/accounts/login/", data).text

    assert "a secret of nadia" not in page
    assert "token-of-nadia" not in page
