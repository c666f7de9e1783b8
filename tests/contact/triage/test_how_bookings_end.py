"""“Became a patient” and “Did not come”: offered where they make sense, and counted."""

import pytest

from contact.models import ConsultationRequest
from tests.builders.requests import make_mistake, make_referral, make_request
from tests.builders.staff import make_staff, sign_in
from tests.contact.triage.test_kinds_in_triage import outcomes, page_of
from tests.contact.triage.test_request_list import LIST
from tests.contact.triage.test_statistics import page as figures
from tests.contact.triage.test_statistics import rows

pytestmark = pytest.mark.django_db

OFFERED = {
    "new": [],
    "in_review": [],
    "contacted": ["became_patient"],
    "booked": ["became_patient", "did_not_come"],
}


@pytest.mark.parametrize("make", [make_request, make_referral])
@pytest.mark.parametrize("state", OFFERED)
def test_the_closing_form_offers_what_fits_the_state(client, nadia, make, state):
    page = page_of(client, make(state))

    offered = [outcome for outcome in outcomes(page) if outcome in OFFERED["booked"]]
    assert offered == OFFERED[state]
    assert ("it can also end as" in page) == (state != "booked")


def test_a_mistake_is_not_booked(client, nadia):
    page = page_of(client, make_mistake())

    assert not set(OFFERED["booked"]) & set(outcomes(page))
    assert "it can also end as" not in page


def test_closing_a_booking_needs_no_more_than_how_it_ended(client, nadia):
    robin = make_request("booked")

    client.post(f"{LIST}{robin.pk}/move/", {"state": "closed", "outcome": "became_patient", "version": robin.version})

    robin.refresh_from_db()
    assert (robin.state, robin.outcome) == ("closed", "became_patient")
    assert rows(figures(client), "outcomes")["Became a patient"] == "1"


def test_what_fits_only_some_of_the_chosen_closes_none(client, nadia):
    made = [make_request("booked"), make_request("contacted")]

    data = {f"version_{one.pk}": one.version for one in made}
    chosen = {"action": "close", "outcome": "did_not_come", "_selected_action": [one.pk for one in made]}
    page = client.post(LIST, data | chosen, follow=True).text

    assert "“Did not come” fits a request that is booked. This one is contacted." in page
    assert set(ConsultationRequest.objects.values_list("state", flat=True)) == {"booked", "contacted"}


def test_the_export_says_how_it_ended(client):
    robin = make_request("booked")
    robin.move_to("closed", by=None, version=robin.version, outcome="did_not_come")
    sign_in(client, make_staff("pat", "Privacy officers"))

    file = client.post(f"{LIST}export/", {"which": "closed"}).getvalue().decode()

    assert "did_not_come" in file


def test_tabs_for_what_is_rare_are_there_when_needed(client, nadia):
    make_request()

    quiet = client.get(LIST).text
    asked_for = client.get(f"{LIST}?show=lapsing").text

    assert "Deleted soon" not in quiet
    assert "Never deleted" not in quiet
    assert "Deleted soon" in asked_for
