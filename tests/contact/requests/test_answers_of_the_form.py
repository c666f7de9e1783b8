"""What visitors say of themselves on the consultation form: for whom they ask, and how they want to be reached."""

import pytest
from django.db import connection

from contact.models import ClinicDetails, ConsultationRequest
from tests.builders.requests import form_data, make_clinic_details, make_request

pytestmark = pytest.mark.django_db

ADDRESS = "/consultation/"
FOR_A_PARENT = {"asking_for": "someone_else", "relation": "parent", "they_know": "not_yet"}
BY_TEXT = {"contact_by": "text", "texts_ok": "on"}


def sent(client, **answers):
    assert client.post(ADDRESS, form_data(**answers)).status_code == 302
    return ConsultationRequest.objects.get()


def test_who_asks_for_someone_else_may_say_for_whom_and_whether_they_know(client):
    stored = sent(client, **FOR_A_PARENT)

    assert (stored.relation, stored.they_know) == ("My parent", "Not yet")


def test_both_are_sealed(client):
    stored = sent(client, **FOR_A_PARENT)

    with connection.cursor() as cursor:
        cursor.execute("SELECT relation, they_know FROM contact_consultationrequest WHERE id = %s", [stored.pk])
        kept = " ".join(cursor.fetchone())
    assert kept
    assert "parent" not in kept
    assert "Not yet" not in kept


def test_who_asks_for_themselves_has_no_such_answers(client):
    stored = sent(client, **FOR_A_PARENT | {"asking_for": "me"})

    assert (stored.relation, stored.they_know) == ("", "")


def test_neither_must_be_answered(client):
    stored = sent(client, asking_for="someone_else")

    assert (stored.relation, stored.they_know) == ("", "")


def test_the_evening_is_a_time(client):
    assert sent(client, best_times=["morning", "evening"]).best_times == "Morning, Early evening"


@pytest.mark.parametrize(
    ("answers", "stored_as"),
    [
        ({"language": "spanish"}, "Spanish"),
        ({"language": "another", "preferred_language": "Tagalog"}, "Tagalog"),
        ({"language": "english", "preferred_language": "or Dutch"}, "English, or Dutch"),
        ({"preferred_language": "Navajo"}, "Navajo"),
        ({"language": ""}, ""),
        ({"language": "another"}, "Another language"),
    ],
)
def test_a_language_is_chosen_from_a_list_or_typed(client, answers, stored_as):
    assert sent(client, **answers).preferred_language == stored_as


def test_texting_needs_a_number_and_consent(client):
    page = client.post(ADDRESS, form_data(contact_by="text", phone="")).text

    assert page.count("Check this box so that we may text you, or choose Call or Email") == 2
    assert page.count("Add a phone number with the area code") == 2
    assert not ConsultationRequest.objects.exists()


def test_who_agreed_to_texts_is_texted(client, nadia):
    stored = sent(client, **BY_TEXT)

    page = client.get(f"/admin/contact/consultationrequest/{stored.pk}/change/").text
    assert stored.texts_ok
    assert 'href="sms:+12125550142"' in page
    assert "ll text you" in client.get("/consultation/received/").text


def test_consent_to_texts_counts_only_where_text_was_chosen(client, nadia):
    stored = sent(client, texts_ok="on")

    page = client.get(f"/admin/contact/consultationrequest/{stored.pk}/change/").text
    assert not stored.texts_ok
    assert "sms:" not in page
    assert "<strong>Agreed to</strong>" not in page


def test_a_clinic_that_does_not_text_offers_none(client):
    make_clinic_details(replies_by_text=False)

    assert 'value="text"' not in client.get(ADDRESS).text
    assert client.post(ADDRESS, form_data(**BY_TEXT)).status_code == 422


def test_a_new_clinic_offers_texts():
    assert ClinicDetails.current().replies_by_text


def test_staff_see_on_whose_behalf_somebody_asks_also_on_paper(client, nadia):
    mother = make_request(asking_for="someone_else", relation="My parent", they_know="Not yet")

    for page in ["change", "print"]:
        text = client.get(f"/admin/contact/consultationrequest/{mother.pk}/{page}/").text
        assert "My parent" in text, page
        assert "Not yet" in text, page
