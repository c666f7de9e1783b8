"""Triage in the admin: what each role may see and do, and what is written down about it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from contact.models import ConsultationRequest, RequestEvent
from tests.builders.requests import make_request
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

LIST = "/admin/contact/consultationrequest/"
SEARCH = f"{LIST}search/"


def page_of(consultation_request):
    return f"{LIST}{consultation_request.pk}/change/"


def post(client, consultation_request, what, **data):
    return client.post(f"{LIST}{consultation_request.pk}/{what}/", data)


def test_the_list_shows_references_and_no_names(client, nadia):
    robin = make_request(name="Robin Doe")

    page = client.get(LIST).content.decode()

    assert robin.reference in page
    assert "Robin" not in page


def test_the_list_starts_with_what_is_open(client, nadia):
    still_open, done = make_request(), make_request(state="closed")
    spam = make_request()
    ConsultationRequest.objects.filter(pk=spam.pk).update(in_quarantine=True)

    shown = client.get(LIST).content.decode()
    quarantine = client.get(f"{LIST}?show=quarantine").content.decode()

    assert still_open.reference in shown
    assert done.reference not in shown
    assert spam.reference not in shown
    assert spam.reference in quarantine


def test_a_request_shows_all_that_was_said_and_its_title_only_the_reference(client, nadia):
    robin = make_request(name="Robin Doe", message="private words")

    page = client.get(page_of(robin)).content.decode()
    title = page[page.index("<title>") : page.index("</title>")]

    assert "Robin Doe" in page
    assert "private words" in page
    assert robin.reference in title
    assert "Robin" not in title


def test_every_look_leaves_an_event(client, nadia):
    robin = make_request(name="Robin Doe")

    client.get(LIST)
    client.get(page_of(robin))
    client.post(SEARCH, {"words": "Robin Doe"})

    viewed = RequestEvent.objects.get(kind="viewed")
    listed = RequestEvent.objects.get(kind="listed")
    searched = RequestEvent.objects.get(kind="searched")
    assert (viewed.reference, viewed.actor_name) == (robin.reference, "nadia")
    assert listed.detail == {"references": [robin.reference]}
    assert searched.detail == {"references": [robin.reference], "found_by": ["name"]}
    assert "Robin" not in str(searched.detail)


def test_a_search_is_posted_and_finds_whole_words_of_a_name(client, nadia):
    robin = make_request(name="Robin Doe")

    found = client.post(SEARCH, {"words": "robin"}).content.decode()
    not_found = client.post(SEARCH, {"words": "rob"}).content.decode()

    assert robin.reference in found
    assert robin.reference not in not_found
    assert client.get(SEARCH).status_code == 405


def test_triage_staff_move_assign_and_write_down(client, nadia):
    robin = make_request()

    post(client, robin, "move", state="in_review", version=1)
    post(client, robin, "assign", version=2)
    post(client, robin, "note", text="Called once.")
    post(client, robin, "attempt", channel="call", result="no_answer", details="rang out")

    robin.refresh_from_db()
    assert (robin.state, robin.assigned_to) == ("in_review", nadia)
    assert robin.notes.get().text == "Called once."
    assert robin.contact_attempts.get().text == "rang out"
    assert RequestEvent.objects.chain_is_whole(robin.reference)


def test_a_stale_move_is_refused_with_words(client, nadia):
    robin = make_request()
    robin.move_to("contacted", by=None, version=1)

    response = post(client, robin, "move", state="booked", version=1)

    assert response.status_code == 409
    assert "Somebody else changed this request" in response.content.decode()


def test_closing_without_an_outcome_is_refused_with_words(client, nadia):
    robin = make_request()

    response = post(client, robin, "move", state="closed", version=1)

    assert response.status_code == 422
    assert "Choose how it ended" in response.content.decode()


def test_nobody_adds_or_deletes_requests_by_hand(client, nadia):
    robin = make_request()

    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{robin.pk}/delete/", {"post": "yes"}).status_code == 403
    assert ConsultationRequest.objects.count() == 1


@pytest.mark.parametrize("role", ["Editors", "Clinical reviewers"])
def test_roles_without_triage_see_no_request(client, role):
    robin = make_request(name="Robin Doe")
    sign_in(client, make_staff("erin", role))

    answers = [client.get(LIST), client.get(page_of(robin)), client.post(SEARCH, {"words": "Robin Doe"})]
    answers += [
        post(client, robin, what, version=1, state="closed", text="x") for what in ("move", "assign", "note", "attempt")
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert robin.reference not in client.get("/admin/").content.decode()
    assert RequestEvent.objects.filter(kind__in=["viewed", "listed", "searched"]).count() == 0


def test_privacy_officers_look_and_do_not_touch(client):
    robin = make_request()
    sign_in(client, make_staff("pat", "Privacy officers"))

    assert client.get(page_of(robin)).status_code == 200
    assert post(client, robin, "move", state="in_review", version=1).status_code == 403
    assert post(client, robin, "note", text="x").status_code == 403


def test_practice_managers_edit_how_the_clinic_is_reached(client):
    sign_in(client, make_staff("max", "Practice managers"))

    response = client.get("/admin/contact/clinicdetails/", follow=True)

    assert response.status_code == 200
    assert "Replies" in response.content.decode()


def test_the_staff_home_says_what_waits(client, nadia):
    make_request()

    page = client.get("/admin/").content.decode()

    assert "1 new request, waiting for less than a minute" in page


def test_the_list_says_in_words_what_to_do_first(client, nadia):
    make_request(voicemail_ok=True)
    ConsultationRequest.objects.update(due_at=timezone.now() - timedelta(hours=2), priority="high")
    make_request()

    shown = client.get(LIST).content.decode()

    assert shown.count("was due ") == 1
    assert shown.count("Read first</strong>") == 1
    assert shown.count("Voicemail OK") == shown.count("No voicemail") == 1
    assert shown.count('<td class="field-assignee">Not assigned</td>') == 2


def test_nothing_is_overdue_once_somebody_has_replied(client, nadia):
    make_request(state="contacted")
    ConsultationRequest.objects.update(due_at=timezone.now() - timedelta(hours=2))

    shown = client.get(LIST).content.decode()

    assert "Contacted" in shown
    assert "was due" not in shown


def test_a_request_is_called_with_one_tap(client, nadia):
    robin = make_request(phone="(212) 555-0142")

    page = client.get(page_of(robin)).content.decode()

    assert re.search(r'href="tel:\+12125550142"><span>Call\s+<bdi>\(212\) 555-0142</bdi></span></a>', page)


def test_triage_pages_run_no_script_of_their_own(client, nadia):
    robin = make_request()

    page = client.get(page_of(robin)).content.decode()

    assert " style=" not in page
    assert "<script>" not in page
    assert "onclick" not in page


@pytest.mark.parametrize("address", [LIST, "page", "print"])
def test_a_request_whose_key_is_missing_stops_no_page(client, nadia, settings, address):
    robin = make_request(name="Robin Doe", message="private words", best_times="Mornings")
    robin.note_down("Called once.", by=nadia)
    settings.FIELD_KEYS = settings.FIELD_KEYS[1:]

    answer = client.get({"page": page_of(robin), "print": f"{LIST}{robin.pk}/print/"}.get(address, address))

    assert answer.status_code == 200
    assert robin.reference in answer.content.decode()
    assert "[locked: no key k2]" in answer.content.decode()
