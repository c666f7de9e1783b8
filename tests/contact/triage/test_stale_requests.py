"""Two people work on one request at once; nothing that either of them types is lost."""

import re

import pytest

from tests.builders.staff import browser_of

pytestmark = pytest.mark.django_db

LIST = "/admin/contact/consultationrequest/"


def opens(client, consultation_request):
    """What the page says it has shown."""
    page = client.get(f"{LIST}{consultation_request.pk}/change/").content.decode()
    return seen_on(page)


def seen_on(page):
    return re.search(r'name="seen" value="(\d+)"', page)[1]


def post(client, consultation_request, what, **data):
    return client.post(f"{LIST}{consultation_request.pk}/{what}/", data)


def test_the_second_to_save_sees_what_changed_and_sends_the_note_again(robin):
    nadia, sam = browser_of("nadia"), browser_of("sam")
    seen_by_sam = opens(sam, robin)
    post(nadia, robin, "note", text="Called, no answer.", seen=opens(nadia, robin))

    refused = post(sam, robin, "note", text="Half an hour of typing", seen=seen_by_sam)
    page = refused.content.decode()
    kept_before = robin.notes.count()
    sent_again = post(sam, robin, "note", text="Half an hour of typing", seen=seen_on(page))

    assert refused.status_code == 409
    assert "Half an hour of typing</textarea>" in page
    assert "Changed since you opened it" in page
    assert "Note added by nadia" in page
    assert kept_before == 1
    assert sent_again.status_code == 302
    assert [note.text for note in robin.notes.all()] == ["Called, no answer.", "Half an hour of typing"]


def test_a_contact_attempt_keeps_its_choices_and_words(robin):
    nadia, sam = browser_of("nadia"), browser_of("sam")
    seen_by_sam = opens(sam, robin)
    post(nadia, robin, "move", state="in_review", version=1, seen=opens(nadia, robin))

    refused = post(sam, robin, "attempt", channel="email", result="reached", details="wrote back", seen=seen_by_sam)
    page = refused.content.decode()

    assert refused.status_code == 409
    assert "Moved by nadia" in page
    assert '<option value="email" selected>' in page
    assert '<option value="reached" selected>' in page
    assert 'value="wrote back"' in page
    assert robin.contact_attempts.count() == 0


def test_a_stale_move_says_what_changed(robin):
    nadia, sam = browser_of("nadia"), browser_of("sam")
    seen_by_sam = opens(sam, robin)
    post(nadia, robin, "move", state="contacted", version=1)

    refused = post(sam, robin, "move", state="booked", version=1, seen=seen_by_sam)

    assert refused.status_code == 409
    assert "Moved by nadia" in refused.content.decode()


def test_who_only_looked_changes_nothing(robin):
    nadia, sam = browser_of("nadia"), browser_of("sam")
    seen_by_sam = opens(sam, robin)
    opens(nadia, robin)

    assert post(sam, robin, "note", text="first", seen=seen_by_sam).status_code == 302


def test_two_windows_of_one_person_do_not_get_in_each_others_way(robin):
    nadia = browser_of("nadia")
    seen = opens(nadia, robin)

    answers = [post(nadia, robin, "note", text=text, seen=seen) for text in ("one", "two")]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert robin.notes.count() == 2
