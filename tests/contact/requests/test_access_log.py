import pytest
from django.db import IntegrityError, connection

from contact.models import CannotChange, RequestEvent
from tests.builders.requests import make_request
from tests.builders.staff import make_staff

pytestmark = pytest.mark.django_db


def tamper(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_each_event_is_chained_to_the_one_before():
    nadia = make_staff("nadia", "Triage")
    robin = make_request(state="in_review", by=nadia)
    robin.note_down("private words", by=nadia)

    events = list(RequestEvent.objects.filter(reference=robin.reference).order_by("sequence"))

    assert [event.kind for event in events] == ["received", "moved", "note added"]
    assert [event.previous_hash for event in events] == ["", events[0].hash, events[1].hash]
    assert RequestEvent.objects.chain_is_whole(robin.reference)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE contact_requestevent SET actor_name = 'somebody' WHERE sequence = 2 AND reference = %s",
        "UPDATE contact_requestevent SET detail = '{}' WHERE sequence = 2 AND reference = %s",
        "DELETE FROM contact_requestevent WHERE sequence = 2 AND reference = %s",
        "UPDATE contact_requestevent SET sequence = 9 WHERE sequence = 3 AND reference = %s",
    ],
)
def test_a_change_behind_our_back_breaks_the_chain(sql):
    robin = make_request(state="in_review")
    robin.move_to("contacted", by=None, version=robin.version)

    tamper(sql, robin.reference)

    assert not RequestEvent.objects.chain_is_whole(robin.reference)


def test_events_are_written_once():
    make_request()
    event = RequestEvent.objects.get()

    for change in (event.save, event.delete, RequestEvent.objects.all().delete):
        with pytest.raises(CannotChange):
            change()
    with pytest.raises(CannotChange):
        RequestEvent.objects.update(kind="viewed")
    assert RequestEvent.objects.count() == 1


def test_a_view_of_fifty_requests_is_one_insert_outside_the_chains(django_assert_num_queries):
    nadia = make_staff("nadia", "Triage")
    requests = [make_request() for _ in range(3)]
    listed = [*requests, *[requests[0]] * 47]

    with django_assert_num_queries(1):
        view = RequestEvent.objects.record_many("listed", nadia, listed)

    assert (view.sequence, view.hash, view.actor_name) == (None, "", "nadia")
    assert view.detail == {"references": [one.reference for one in listed]}
    assert [RequestEvent.objects.chain(one.reference).count() for one in requests] == [1, 1, 1]


def test_only_views_of_lists_and_searches_stand_outside_a_chain():
    with pytest.raises(IntegrityError, match="chained_unless_about_many_requests"):
        RequestEvent.objects.record_many("exported", None, [])


def test_events_outlive_the_request_and_the_person_who_acted():
    nadia = make_staff("nadia", "Triage")
    robin = make_request(state="in_review", by=nadia)
    reference = robin.reference

    robin.delete()
    nadia.delete()

    assert RequestEvent.objects.chain_is_whole(reference)
    assert RequestEvent.objects.get(reference=reference, kind="moved").actor_name == "nadia"


def test_events_hold_nothing_that_was_said():
    robin = make_request(name="Robin Doe", message="private words")
    robin.note_down("more private words", by=None)

    written = str(list(RequestEvent.objects.values()))

    assert "Robin" not in written
    assert "private" not in written
