"""Staff send something that cannot be saved any more: their words come back on a page of their own."""

import pytest
from django.contrib.auth.models import Group

from contact.models import Location
from contact.triage.reply_templates import ReplyTemplate
from tests.builders.requests import make_location, make_request
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

ADMIN = "/admin/contact/"
WORDS = "Prefers Tuesdays after six."


@pytest.fixture
def morgan(client):
    user = make_staff("morgan", "Triage", "Practice managers")
    sign_in(client, user)
    return user


def typed_on(response):
    return [text for _, text in response.context["typed"]]


@pytest.mark.parametrize("button", ["note", "attempt", "move"])
def test_a_permission_that_was_taken_away_takes_no_words_with_it(client, morgan, button):
    robin = make_request()
    morgan.groups.set(Group.objects.filter(name="Editors"))

    sent = {"text": WORDS, "details": "rang", "state": "contacted", "version": 1, "seen": 1}
    answer = client.post(f"{ADMIN}consultationrequest/{robin.pk}/{button}/", sent)

    assert answer.status_code == 403
    assert typed_on(answer) == [WORDS, "rang"]
    assert "no-store" in answer["Cache-Control"]
    assert not robin.notes.exists()


@pytest.mark.parametrize("model", [Location, ReplyTemplate])
def test_a_row_that_a_colleague_deleted_takes_no_words_with_it(client, morgan, model):
    row = make_location() if model is Location else ReplyTemplate.objects.first()
    address = f"{ADMIN}{model._meta.model_name}/{row.pk}/change/"
    row.delete()

    answer = client.post(address, {"text": WORDS, "parking": "Behind the house, free.", "place": "3"})

    assert answer.status_code == 404
    assert typed_on(answer) == [WORDS, "Behind the house, free."]


def test_who_is_no_staff_gets_the_page_of_visitors(client):
    answer = client.post(f"{ADMIN}consultationrequest/1/note/", {"text": WORDS})

    assert answer.status_code != 200
    assert WORDS not in answer.content.decode()


def test_nothing_typed_is_answered_as_before(client, morgan):
    morgan.groups.clear()

    answer = client.post(f"{ADMIN}consultationrequest/{make_request().pk}/assign/", {"version": 1, "seen": 1})

    assert answer.status_code == 403
    assert "typed" not in answer.context


NO_NUMBERS = ["abc", "-1", "1.5", "²", "٣", "9" * 30, "9" * 5000, "1e3", "%00", "null"]
# Addresses of staff that name a row.
ADDRESSES = [
    "/admin/contact/consultationrequest/{}/change/",
    "/admin/contact/consultationrequest/{}/note/",
    "/admin/contact/consultationrequest/{}/step/",
    "/admin/contact/consultationrequest/{}/delete-now/",
    "/admin/contact/outboxmessage/{}/retry/",
    "/admin/contact/outboxmessage/{}/change/",
    "/admin/contact/location/{}/change/",
    "/admin/contact/location/{}/delete/",
    "/admin/contact/replytemplate/{}/history/",
    "/admin/contact/clinicdetails/{}/change/",
    "/admin/contact/retentionperiod/{}/change/",
    "/admin/auth/user/{}/change/",
    "/admin/auth/user/{}/do/disable/",
    "/admin/r/{}/1/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_names_no_row_is_no_failure(client, morgan, address):
    client.raise_request_exception = False
    for key in NO_NUMBERS:
        for answer in (client.get(address.format(key)), client.post(address.format(key), {"text": WORDS})):
            assert answer.status_code < 500, key
