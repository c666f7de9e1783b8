"""However often a form is sent, it is one request with one reference."""

import threading
import uuid

import pytest
from django.db import connection
from django.test import Client

from contact.models import ConsultationRequest, OutboxMessage, RequestEvent
from contact.requests.submission_checks import time_stamp
from tests.builders.requests import form_data

ADDRESS = "/consultation/"
ALREADY = "You already sent this request"


@pytest.mark.django_db
def test_a_second_send_shows_the_same_confirmation_and_says_so(client):
    data = form_data()
    first = client.post(ADDRESS, data, follow=True).text

    second = client.post(ADDRESS, data, follow=True).text

    reference = ConsultationRequest.objects.get().reference_aloud
    assert reference in first
    assert reference in second
    assert ALREADY not in first
    assert ALREADY in second


@pytest.mark.django_db
def test_the_same_answers_sent_after_back_are_the_same_request(client):
    """Back opens the form with a new key and a new stamp, filled in by the browser."""
    client.post(ADDRESS, form_data(message="the same words"))

    page = client.post(ADDRESS, form_data(message="the same words", opened=time_stamp()), follow=True).text

    assert ALREADY in page
    assert ConsultationRequest.objects.get().reference_aloud in page


@pytest.mark.django_db
def test_other_answers_sent_after_back_are_a_request_of_their_own(client):
    client.post(ADDRESS, form_data(message="the first words"))

    page = client.post(ADDRESS, form_data(message="other words", opened=time_stamp()), follow=True).text

    second = ConsultationRequest.objects.order_by("-pk").first()
    assert (second.message, second.in_quarantine) == ("other words", False)
    assert second.reference_aloud in page
    assert ALREADY not in page


@pytest.mark.django_db
def test_whether_it_is_there_already_is_asked_once(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as queries:
        client.post(ADDRESS, form_data())

    assert len([one for one in queries if 'FROM "contact_consultationrequest"' in one["sql"]]) == 1


@pytest.mark.django_db
def test_somebody_who_sent_nothing_is_not_told_that_they_did(client):
    assert ALREADY not in client.get(f"{ADDRESS}received/?again").text


@pytest.mark.django_db(transaction=True)
def test_four_forms_sent_25_times_each_at_once_are_four_requests():
    forms = [form_data(submission_key=str(uuid.uuid4())) for _ in range(4)]
    outcomes, together = [], threading.Barrier(100)

    def send(data):
        together.wait()
        response = Client().post(ADDRESS, data)
        reference = response.cookies["request_reference"].value.split(":")[0]
        outcomes.append((response.status_code, data["submission_key"], reference))
        connection.close()

    threads = [threading.Thread(target=send, args=[data]) for data in forms * 25]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [status for status, _, _ in outcomes] == [302] * 100
    assert len({(key, reference) for _, key, reference in outcomes}) == 4
    assert ConsultationRequest.objects.count() == RequestEvent.objects.count() == OutboxMessage.objects.count() == 4
