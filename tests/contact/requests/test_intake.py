import threading
import uuid

import pytest
from django.db import connection

from contact.models import ConsultationRequest, OutboxMessage, RequestEvent
from contact.requests.intake import receive
from tests.builders.requests import ANSWERS, make_request


@pytest.mark.django_db
def test_a_request_its_event_and_its_mail_are_stored_together():
    robin = make_request()

    assert RequestEvent.objects.get().reference == robin.reference
    assert OutboxMessage.objects.get().kind == "staff_bell"


@pytest.mark.django_db
def test_nothing_is_stored_when_a_part_of_it_fails(monkeypatch):
    monkeypatch.setattr(OutboxMessage.objects, "create", None)

    with pytest.raises(TypeError):
        make_request()

    assert ConsultationRequest.objects.count() == 0
    assert RequestEvent.objects.count() == 0


@pytest.mark.django_db
def test_an_acknowledgement_waits_only_for_those_who_asked():
    make_request(email="robin@example.com", wants_acknowledgement=True)
    make_request(email="robin@example.com")

    assert OutboxMessage.objects.filter(kind="acknowledgement").count() == 1


@pytest.mark.django_db
def test_sending_twice_gives_the_same_request():
    key = uuid.uuid4()

    (first, first_is_new), (second, second_is_new) = receive(ANSWERS, key), receive(ANSWERS, key)

    assert first.pk == second.pk
    assert (first_is_new, second_is_new) == (True, False)
    assert OutboxMessage.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_sending_many_times_at_once_gives_one_request():
    key, references = uuid.uuid4(), []
    together = threading.Barrier(6)

    def send():
        together.wait()
        references.append(receive(ANSWERS, key)[0].reference)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(references) == 6
    assert len(set(references)) == 1
    assert ConsultationRequest.objects.count() == RequestEvent.objects.count() == OutboxMessage.objects.count() == 1
