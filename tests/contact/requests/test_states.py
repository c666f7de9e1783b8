import pytest
from django.db import IntegrityError, transaction

from contact.clinic.references import REFERENCE_ALPHABET
from contact.models import ConsultationRequest, MoveNotAllowed, RequestEvent, StaleRequest
from contact.requests.states import MOVES, State
from tests.builders.requests import make_mistake, make_referral, make_request

pytestmark = pytest.mark.django_db


def test_a_reference_can_be_read_out_on_the_phone():
    references = {make_request().reference for _ in range(20)}

    assert len(references) == 20
    assert {len(reference) for reference in references} == {8}
    assert set("".join(references)) <= set(REFERENCE_ALPHABET)
    assert set("01OIL") & set(REFERENCE_ALPHABET) == set()


def test_a_request_shows_itself_by_its_reference_only():
    robin = make_request(name="Robin Doe")

    assert str(robin) == robin.reference
    assert "Robin" not in repr(robin)


def test_every_state_has_its_moves():
    assert set(MOVES) == set(State)


def test_a_move_counts_the_version_up_and_leaves_an_event():
    robin = make_request()

    robin.move_to("in_review", by=None, version=1)

    robin.refresh_from_db()
    assert (robin.state, robin.version) == ("in_review", 2)
    assert RequestEvent.objects.get(kind="moved").detail == {"came_from": "new", "to": "in_review"}


def test_whoever_comes_second_is_told_so_and_changes_nothing():
    first = make_request()
    second = ConsultationRequest.objects.get(pk=first.pk)
    first.move_to("in_review", by=None, version=1)

    with pytest.raises(StaleRequest):
        second.move_to("closed", by=None, version=1, outcome="spam")

    first.refresh_from_db()
    assert first.state == "in_review"
    assert RequestEvent.objects.filter(kind="moved").count() == 1


def test_a_move_that_is_not_in_the_list_is_refused():
    robin = make_request(state="booked")

    with pytest.raises(MoveNotAllowed):
        robin.move_to("new", by=None, version=robin.version)


def test_closing_needs_an_outcome():
    robin = make_request()

    with pytest.raises(MoveNotAllowed):
        robin.move_to("closed", by=None, version=1)


OUTCOMES_BY_STATE = {
    "new": set(),
    "in_review": set(),
    "contacted": {"became_patient"},
    "booked": {"became_patient", "did_not_come"},
}


@pytest.mark.parametrize("make", [make_request, make_referral])
@pytest.mark.parametrize("state", OUTCOMES_BY_STATE)
@pytest.mark.parametrize("outcome", ["became_patient", "did_not_come"])
def test_an_appointment_ends_only_where_there_was_one(make, state, outcome):
    robin = make(state)
    possible = outcome in OUTCOMES_BY_STATE[state]

    if possible:
        robin.move_to("closed", by=None, version=robin.version, outcome=outcome)
    else:
        with pytest.raises(MoveNotAllowed, match=r"fits a (request|referral) that is"):
            robin.move_to("closed", by=None, version=robin.version, outcome=outcome)

    robin.refresh_from_db()
    assert robin.outcome == (outcome if possible else "")


@pytest.mark.parametrize("outcome", ["became_patient", "did_not_come"])
def test_a_report_of_a_mistake_does_not_become_a_patient(outcome):
    mistake = make_mistake("in_review")

    with pytest.raises(MoveNotAllowed, match="doesn't fit a report"):
        mistake.move_to("closed", by=None, version=mistake.version, outcome=outcome)


def test_the_database_too_refuses_a_closed_request_without_an_outcome():
    robin = make_request()

    with pytest.raises(IntegrityError), transaction.atomic():
        ConsultationRequest.objects.filter(pk=robin.pk).update(state="closed")


def test_reopening_forgets_how_it_ended():
    robin = make_request(state="closed")

    robin.move_to("in_review", by=None, version=robin.version)

    assert (robin.outcome, robin.closed_at) == ("", None)
