"""Visitors send at the same moment, from one form or from one place, and while staff work."""

import uuid
from functools import partial

import pytest
from django.test import Client

from contact.models import ConsultationRequest, OutboxMessage, SendCount
from contact.requests.intake import receive
from contact.requests.reconciliation import reconcile
from contact.requests.retention import delete_for_good
from tests.builders.requests import ANSWERS, form_data, make_request
from tests.concurrency.at_once import REPEATS, Colleague, at_once, statuses

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ADDRESS = "/consultation/"
ANNA = {"name": "Anna One", "phone": "212-555-0101"}
BERT = {"name": "Bert Two", "phone": "212-555-0202", "message": "I want to kill myself"}


def send(**answers):
    return lambda: Client(raise_request_exception=False).post(ADDRESS, form_data(**answers))


def test_one_form_sent_twice_is_one_request():
    for number in range(1, REPEATS + 1):
        key = str(uuid.uuid4())

        answers = at_once(send(submission_key=key, **ANNA), send(submission_key=key, **ANNA))

        assert statuses(answers) == [302, 302]
        assert ConsultationRequest.objects.count() == OutboxMessage.objects.count() == number


def test_one_form_sent_with_different_answers_is_two_linked_requests():
    for _ in range(REPEATS):
        key = str(uuid.uuid4())

        answers = at_once(*[send(submission_key=key, **ANNA), send(submission_key=key, **BERT)] * 2)

        assert statuses(answers) == [302] * 4
        first = ConsultationRequest.objects.get(submission_key=key)
        second = first.later_requests.get()
        assert {first.name, second.name} == {"Anna One", "Bert Two"}
        assert (first if first.name == "Bert Two" else second).priority == "high"
    assert ConsultationRequest.objects.count() == 2 * REPEATS


def test_a_form_is_sent_again_while_its_first_request_is_deleted():
    for _ in range(REPEATS):
        key = uuid.uuid4()
        first, _ = receive(ANSWERS | ANNA, key)

        at_once(partial(delete_for_good, first, "Asked by the person"), partial(receive, ANSWERS | BERT, key))

        second = ConsultationRequest.objects.get()
        assert (second.name, second.earlier_request) == ("Bert Two", None)
        delete_for_good(second, "Asked by the person")
    assert reconcile().all_agree


def test_many_from_one_place_are_all_counted():
    answers = at_once(*[send() for _ in range(12)])

    assert statuses(answers) == [302] * 12
    assert ConsultationRequest.objects.count() == SendCount.objects.get().sends == 12
    assert ConsultationRequest.objects.filter(quarantine_reason="too_many").count() == 2


def test_visitors_send_while_staff_look_and_move():
    ada, ben = Colleague("ada"), Colleague("ben")
    for number in range(1, REPEATS + 1):
        robin = make_request()

        answers = at_once(send(**ANNA), send(**BERT), ada.list, partial(ben.press, robin, "move", state="booked"))

        assert statuses(answers) == [302, 302, 200, 302]
        assert ConsultationRequest.objects.count() == 3 * number
    assert reconcile().all_agree
