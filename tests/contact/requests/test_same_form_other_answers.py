"""A form that was sent is sent again with other answers: nothing is thrown away, and nothing is there twice."""

import uuid

import pytest

from contact.models import ConsultationRequest, RequestEvent
from contact.requests.intake import receive
from contact.requests.retention import delete_for_good
from tests.builders.requests import ANSWERS, form_data
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

ADDRESS = "/consultation/"
LIST = "/admin/contact/consultationrequest/"
ANNA = {"name": "Anna One", "phone": "212-555-0101"}
BERT = {"name": "Bert Two", "phone": "212-555-0202", "message": "I want to kill myself"}


@pytest.fixture
def key():
    return str(uuid.uuid4())


def page_after(client, **answers):
    return client.post(ADDRESS, form_data(**answers), follow=True).content.decode()


def received(answers, key):
    consultation_request, _ = receive(ANSWERS | answers, key)
    return consultation_request


def names():
    return [one.name for one in ConsultationRequest.objects.order_by("pk")]


def test_other_answers_are_a_request_of_their_own_and_the_person_is_told(client, key):
    page_after(client, submission_key=key, **ANNA)

    page = page_after(client, submission_key=key, **BERT)

    first, second = ConsultationRequest.objects.order_by("pk")
    assert [first.name, second.name] == ["Anna One", "Bert Two"]
    assert second.earlier_request == first
    assert second.reference_aloud in page
    assert f"has the reference <b>{first.reference_aloud}</b>" in page


def test_words_of_danger_raise_the_request_that_they_stand_in(client, key):
    page_after(client, submission_key=key, **ANNA)

    page = page_after(client, submission_key=key, **BERT)

    assert [one.priority for one in ConsultationRequest.objects.order_by("pk")] == ["normal", "high"]
    assert "get you someone to talk to now." in page


def test_however_often_either_is_sent_again_there_are_two(client, key):
    for answers in (ANNA, BERT, ANNA, BERT, BERT, ANNA):
        page = page_after(client, submission_key=key, **answers)

    assert names() == ["Anna One", "Bert Two"]
    assert "You already sent this request" in page


def test_one_changed_field_is_enough(client, key):
    page_after(client, submission_key=key, **ANNA)

    page_after(client, submission_key=key, **ANNA | {"voicemail_ok": "on"})

    assert [one.voicemail_ok for one in ConsultationRequest.objects.order_by("pk")] == [False, True]


def test_a_third_version_is_linked_to_the_first(client, key):
    for message in ("one", "two", "three"):
        page_after(client, submission_key=key, **ANNA | {"message": message})

    first = ConsultationRequest.objects.get(submission_key=key)
    assert {one.message for one in first.later_requests.all()} == {"two", "three"}


@pytest.mark.parametrize("again", [ANNA, BERT])
def test_after_the_first_was_deleted_the_key_stands_for_a_new_request(key, again):
    delete_for_good(received(ANNA, key), "Asked by the person")

    received(again, key)

    assert ConsultationRequest.objects.get().earlier_request is None


def test_the_later_one_outlives_the_earlier_and_is_not_stored_twice(key):
    first, second = received(ANNA, key), received(BERT, key)
    delete_for_good(first, "Asked by the person")

    again = received(BERT, key)

    assert (again.pk, again.earlier_request) == (second.pk, None)


def test_the_key_of_the_second_says_nothing_about_its_answers(key, settings):
    received(ANNA, key)
    before = received(BERT, key).submission_key
    ConsultationRequest.objects.exclude(submission_key=key).delete()
    settings.BLIND_INDEX_KEY = "BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ="

    assert received(BERT, key).submission_key != before


def test_staff_see_each_from_the_other(client, key):
    first, second = received(ANNA, key), received(BERT, key)
    sign_in(client, make_staff("nadia", "Triage"))

    pages = {one: client.get(f"{LIST}{one.pk}/change/").content.decode() for one in (first, second)}

    assert f'<a href="{LIST}{second.pk}/change/">{second.reference}</a>' in pages[first]
    assert f'<a href="{LIST}{first.pk}/change/">{first.reference}</a>' in pages[second]
    assert RequestEvent.objects.get(reference=second.reference, kind="received").detail == {"earlier": first.reference}


@pytest.mark.parametrize("no_key", ["", "abc", "x" * 5000, "\x00"])
def test_a_key_that_is_none_stops_nobody(client, no_key):
    answer = client.post(ADDRESS, form_data(submission_key=no_key, **ANNA))

    assert answer.status_code == 302
    assert names() == ["Anna One"]
