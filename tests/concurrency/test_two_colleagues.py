"""Two members of staff do something at the same moment: both are answered truly, and nothing either did is lost."""

from functools import partial

import pytest
from django.contrib.auth import get_user_model

from contact.models import ConsultationRequest, DeletionRecord, Holiday, Location, RequestEvent
from contact.requests.reconciliation import reconcile
from tests.builders.requests import make_clinic_details, make_request
from tests.concurrency.at_once import LIST, REPEATS, Colleague, at_once, statuses

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

Kind = RequestEvent.Kind


@pytest.fixture
def ada():
    return Colleague("ada", "Triage", "Privacy officers")


@pytest.fixture
def ben():
    return Colleague("ben", "Triage", "Privacy officers")


@pytest.fixture
def again():
    """One new request for each time that a pair is tried; at the end every chain must be whole."""
    made = (make_request() for _ in range(REPEATS))
    yield made
    assert reconcile().all_agree


def kinds(consultation_request):
    return [event.kind for event in RequestEvent.objects.chain(consultation_request.reference)]


def state_of(consultation_request):
    consultation_request.refresh_from_db()
    return consultation_request.state


def test_two_lists(ada, ben, again):
    for _ in again:
        assert statuses(at_once(ada.list, ben.list)) == [200, 200]
    assert RequestEvent.objects.filter(kind=Kind.LISTED).count() == 2 * REPEATS


def test_two_searches(ada, ben, again):
    for _ in again:
        assert statuses(at_once(ada.search, ben.search)) == [200, 200]
    assert RequestEvent.objects.filter(kind=Kind.SEARCHED).count() == 2 * REPEATS


def test_a_list_and_a_search(ada, ben, again):
    for _ in again:
        assert statuses(at_once(ada.list, ben.search)) == [200, 200]


def test_two_looks(ada, ben, again):
    for robin in again:
        assert statuses(at_once(partial(ada.open, robin), partial(ben.open, robin))) == [200, 200]
        assert kinds(robin) == [Kind.RECEIVED, Kind.VIEWED, Kind.VIEWED]


def test_a_look_and_a_note(ada, ben, again):
    for robin in again:
        answers = at_once(partial(ada.open, robin), partial(ben.press, robin, "note", text="Called"))

        assert statuses(answers) == [200, 302]
        assert sorted(kinds(robin)) == sorted([Kind.RECEIVED, Kind.VIEWED, Kind.NOTE_ADDED])


def test_two_notes(ada, ben, again):
    for robin in again:
        answers = at_once(
            partial(ada.press, robin, "note", text="from ada"), partial(ben.press, robin, "note", text="from ben")
        )

        assert statuses(answers) == [302, 302]
        assert {note.text for note in robin.notes.all()} == {"from ada", "from ben"}


def test_a_note_and_a_contact_attempt(ada, ben, again):
    attempt = {"channel": "call", "result": "no_answer", "details": "rang out"}
    for robin in again:
        answers = at_once(
            partial(ada.press, robin, "note", text="from ada"), partial(ben.press, robin, "attempt", **attempt)
        )

        assert statuses(answers) == [302, 302]
        assert (robin.notes.count(), robin.contact_attempts.count()) == (1, 1)


def test_two_moves(ada, ben, again):
    """One is made; the other is told, and gets back the note that went with it."""
    for robin in again:
        answers = at_once(
            partial(ada.press, robin, "move", state="contacted", text="words of ada"),
            partial(ben.press, robin, "move", state="booked", text="words of ben"),
        )

        assert sorted(statuses(answers)) == [302, 409]
        refused = next(answer for answer in answers if answer.status_code == 409).content.decode()
        kept = robin.notes.get().text
        assert state_of(robin) == {"words of ada": "contacted", "words of ben": "booked"}[kept]
        assert "Somebody else changed this request" in refused
        assert ("words of ben" if kept == "words of ada" else "words of ada") in refused


def test_two_assignments(ada, ben, again):
    for robin in again:
        answers = at_once(partial(ada.press, robin, "assign"), partial(ben.press, robin, "assign"))

        assert sorted(statuses(answers)) == [302, 409]
        robin.refresh_from_db()
        assert robin.assigned_to == (ada if answers[0].status_code == 302 else ben).user


def test_a_move_with_a_note_and_an_assignment(ada, ben, again):
    """A note takes the chain, a move the row: in the wrong order they would wait for each other for ever."""
    for robin in again:
        answers = at_once(
            partial(ada.press, robin, "move", state="contacted", text="with a note"),
            partial(ben.press, robin, "assign"),
        )

        assert sorted(statuses(answers)) == [302, 409]
        robin.refresh_from_db()
        assert robin.version == 2


def test_two_bulk_moves_of_the_same_requests(ada, ben, again):
    """The list has them in another order than the keys, and each takes several."""
    requests = list(again)

    answers = at_once(
        partial(ada.act, "move_to_contacted", requests), partial(ben.act, "move_to_booked", requests[::-1])
    )

    assert statuses(answers) == [302, 302]
    assert len({state_of(one) for one in requests}) == 1
    assert {one.version for one in requests} == {2}


def test_a_bulk_move_and_a_move(ada, ben, again):
    requests = list(again)
    first = requests[0]

    answers = at_once(
        partial(ada.act, "move_to_contacted", requests), partial(ben.press, first, "move", state="booked", text="mine")
    )

    assert answers[0].status_code == 302
    others = {state_of(one) for one in requests[1:]}
    if answers[1].status_code == 302:
        assert (state_of(first), others) == ("booked", {"new"})
    else:
        assert (answers[1].status_code, state_of(first), others) == (409, "contacted", {"contacted"})
        assert "mine" in answers[1].content.decode()


def test_an_export_and_a_bulk_move(ada, ben, again):
    requests = list(again)

    exported, moved = at_once(ada.export, partial(ben.act, "move_to_contacted", requests))

    assert moved.status_code == 302
    assert all(one.reference in exported for one in requests)
    assert {state_of(one) for one in requests} == {"contacted"}


def test_an_export_and_a_look(ada, ben, again):
    requests = list(again)

    exported, looked = at_once(ada.export, partial(ben.open, requests[-1]))

    assert looked.status_code == 200
    assert all(one.reference in exported for one in requests)


def delete_now(colleague, consultation_request):
    return colleague.client.post(f"{LIST}{consultation_request.pk}/delete-now/")


def test_a_deletion_and_a_note(ada, ben, again):
    """The note is there before the deletion, or its words come back to whoever wrote them."""
    for robin in again:
        deleted, noted = at_once(
            partial(delete_now, ada, robin), partial(ben.press, robin, "note", text="words to copy")
        )

        assert deleted.status_code == 302
        assert kinds(robin)[-1] == Kind.DELETED
        if noted.status_code == 302:
            assert Kind.NOTE_ADDED in kinds(robin)
        else:
            assert noted.status_code == 409
            assert "words to copy" in noted.content.decode()
            assert Kind.NOTE_ADDED not in kinds(robin)


def test_a_deletion_and_a_look(ada, ben, again):
    """Whoever looks sees the request, and that is written down before its end, or learns that it is gone."""
    for robin in again:
        deleted, looked = at_once(partial(delete_now, ada, robin), partial(ben.open, robin))

        assert deleted.status_code == 302
        assert kinds(robin)[-1] == Kind.DELETED
        assert (looked.status_code == 200) == (Kind.VIEWED in kinds(robin))
        assert looked.status_code in {200, 404}


def test_a_deletion_and_an_export(ada, ben, again):
    for robin in again:
        deleted, exported = at_once(partial(delete_now, ada, robin), ben.export)

        assert deleted.status_code == 302
        assert kinds(robin)[-1] == Kind.DELETED
        assert (robin.reference in exported) == (Kind.EXPORTED in kinds(robin))


def test_two_deletions(ada, ben, again):
    for robin in again:
        answers = at_once(partial(delete_now, ada, robin), partial(delete_now, ben, robin))

        assert set(statuses(answers)) <= {302, 409}
        assert kinds(robin) == [Kind.RECEIVED, Kind.DELETED]
    assert DeletionRecord.objects.count() == REPEATS
    assert ConsultationRequest.objects.count() == 0


def test_two_owners_who_disable_each_other_leave_one(ada, ben):
    for one in (ada, ben):
        one.user.is_superuser = True
        one.user.save()
    address = "/admin/auth/user/{}/do/disable/"

    answers = at_once(
        partial(ada.client.post, address.format(ben.user.pk)), partial(ben.client.post, address.format(ada.user.pk))
    )

    assert all(answer.status_code < 500 for answer in answers)
    assert get_user_model().objects.filter(is_superuser=True, is_active=True).count() == 1


def test_two_managers_save_the_details_of_the_clinic(ada, ben):
    """Each adds a holiday of the same day: one is there, and the other person reads why theirs is not."""
    managers = [Colleague(name, "Practice managers") for name in ("cleo", "dev")]
    make_clinic_details()
    rows = {"holidays-TOTAL_FORMS": 1, "holidays-INITIAL_FORMS": 0, "holidays-0-clinic": 1}
    rows |= {"holidays-0-date": "2027-01-01", "holidays-0-name": "New Year", "name": "Clinic"}
    address = "/admin/contact/clinicdetails/1/change/"

    answers = at_once(*[partial(one.client.post, address, rows) for one in managers])

    assert sorted(statuses(answers)) == [200, 302]
    assert Holiday.objects.count() == 1


def mark(location):
    location.answers_requests = True
    location.save()


def test_two_mark_a_location_as_the_one_that_answers_requests():
    first, *others = [Location.objects.create(street=f"{number} Main Street") for number in range(3)]
    assert first.answers_requests

    for _ in range(REPEATS):
        at_once(*(partial(mark, Location.objects.get(pk=other.pk)) for other in others))
        at_once(*(partial(mark, Location.objects.get(pk=place.pk)) for place in (first, others[0])))

    assert Location.objects.filter(answers_requests=True).count() == 1
