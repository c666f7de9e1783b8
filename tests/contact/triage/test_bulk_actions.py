"""Several requests are changed at once, and one by a click in the list."""

import re

import pytest

from contact.models import ConsultationRequest, RequestEvent
from tests.builders.requests import make_request
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db
LIST = "/admin/contact/consultationrequest/"
SEARCH = f"{LIST}search/"


def change(consultation_request, **fields):
    ConsultationRequest.objects.filter(pk=consultation_request.pk).update(**fields)
    consultation_request.refresh_from_db()
    return consultation_request


def shown(page):
    """The references of the list, from the top."""
    return re.findall(r'<th class="field-reference"[^>]*>\s*<a [^>]*>(\w{8})</a>', page)


def do(client, action, requests, versions=None, **data):
    versions = versions or [one.version for one in requests]
    data |= {f"version_{one.pk}": version for one, version in zip(requests, versions, strict=True)}
    data |= {"action": action, "_selected_action": [one.pk for one in requests]}
    return client.post(LIST, data, follow=True)


def test_a_search_shows_fifty_and_says_that_there_are_more(client, nadia):
    for _ in range(51):
        make_request()

    page = client.post(SEARCH, {"words": "(212) 555-0142"}).text

    assert len(shown(page)) == 50
    assert "There are more than these 50" in page
    assert len(RequestEvent.objects.get(kind="searched").detail["references"]) == 50


def test_many_are_assigned_at_once_and_each_is_written_down(client, nadia):
    requests = [make_request(), make_request()]

    page = do(client, "assign_to_me", requests).text

    assert {one.assigned_to for one in ConsultationRequest.objects.all()} == {nadia}
    assert "Done for 2 requests" in page
    assert RequestEvent.objects.filter(kind="assigned", actor=nadia).count() == 2
    assert all(RequestEvent.objects.chain_is_whole(one.reference) for one in requests)


def test_many_are_moved_at_once(client, nadia):
    requests = [make_request(), make_request("in_review")]

    do(client, "move_to_contacted", requests)

    assert {one.state for one in ConsultationRequest.objects.all()} == {"contacted"}


def test_none_is_moved_when_one_may_not(client, nadia):
    one, booked = make_request(), make_request("booked")

    page = do(client, "move_to_in_review", [one, booked]).text

    assert f"Nothing was changed. {booked.reference}: A request that is booked cannot become in_review." in page
    assert {one.state for one in ConsultationRequest.objects.all()} == {"new", "booked"}
    assert RequestEvent.objects.filter(kind="moved", actor=nadia).count() == 0


def test_none_is_moved_when_a_colleague_was_faster_with_one(client, nadia):
    one, other = make_request(), make_request()
    other.assign_to(make_staff("sam", "Triage"), by=None, version=1)

    page = do(client, "move_to_in_review", [one, other], versions=[1, 1]).text

    assert f"{other.reference}: Somebody else changed this request" in page
    assert {one.state for one in ConsultationRequest.objects.all()} == {"new"}


def test_a_request_that_has_left_the_tab_meanwhile_stops_the_others_too(client, nadia):
    one, other = make_request(), make_request()
    other.move_to("booked", by=None, version=1)
    data = {"action": "move_to_in_review", "_selected_action": [one.pk, other.pk], "version_1": 1}
    data |= {f"version_{one.pk}": 1, f"version_{other.pk}": 1}

    client.post(f"{LIST}?show=new", data)

    assert {one.state for one in ConsultationRequest.objects.all()} == {"new", "booked"}


def test_many_are_closed_at_once_with_how_they_ended(client, nadia):
    requests = [make_request(), make_request()]

    refused = do(client, "close", requests).text
    do(client, "close", requests, outcome="spam")

    assert "Choose how it ended before you close it." in refused
    assert {one.outcome for one in ConsultationRequest.objects.all()} == {"spam"}


def test_what_was_not_chosen_is_never_changed(client, nadia):
    chosen, other = make_request(), make_request()

    do(client, "move_to_contacted", [chosen], select_across="1")

    other.refresh_from_db()
    assert other.state == "new"


def test_many_are_taken_out_of_quarantine_at_once(client, nadia):
    requests = [change(make_request(), in_quarantine=True), change(make_request(), in_quarantine=True)]
    data = {f"version_{one.pk}": 1 for one in requests}
    data |= {"action": "take_all_for_real", "_selected_action": [one.pk for one in requests]}

    client.post(f"{LIST}?show=quarantine", data)

    assert not ConsultationRequest.objects.filter(in_quarantine=True).exists()


def test_privacy_officers_are_offered_nothing_that_changes(client):
    robin = make_request()
    sign_in(client, make_staff("pat", "Privacy officers"))

    page = client.get(LIST).text
    do(client, "assign_to_me", [robin])
    step = client.post(f"{LIST}{robin.pk}/step/", {"step": "assign", f"version_{robin.pk}": 1})

    robin.refresh_from_db()
    assert robin.reference in page
    assert "formaction" not in page
    assert (robin.assigned_to, step.status_code) == (None, 403)


def test_a_request_is_taken_with_one_click_which_leads_back_to_the_tab(client, nadia):
    robin = make_request()

    page = client.get(f"{LIST}?show=new").text
    address = re.search(r'value="assign" formaction="([^"]*)"', page)[1]
    response = client.post(address, {"step": "assign", f"version_{robin.pk}": 1})

    robin.refresh_from_db()
    assert robin.assigned_to == nadia
    assert response.url == f"{LIST}?show=new"


def test_what_is_mine_is_begun_with_one_click_and_nothing_more_is_offered_there(client, nadia):
    robin = change(make_request(), assigned_to=nadia)

    page = client.get(LIST).text
    client.post(f"{LIST}{robin.pk}/step/", {"step": "in_review", f"version_{robin.pk}": 1})
    later = client.get(LIST).text

    robin.refresh_from_db()
    assert re.findall(r'name="step" value="(\w+)"', page) == ["in_review"]
    assert robin.state == "in_review"
    assert 'name="step"' not in later


def test_a_click_after_a_colleague_was_faster_changes_nothing_and_says_so(client, nadia):
    robin, sam = make_request(), make_staff("sam", "Triage")
    robin.assign_to(sam, by=sam, version=1)

    page = client.post(f"{LIST}{robin.pk}/step/", {"step": "assign", f"version_{robin.pk}": 1}, follow=True).text

    robin.refresh_from_db()
    assert robin.assigned_to == sam
    assert f"{robin.reference}: Somebody else changed this request" in page
