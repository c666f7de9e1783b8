"""Staff send something about a request that is no longer there, or with a version or key that is no number."""

import pytest

from contact.models import AlreadyDeleted, ConsultationRequest, RequestEvent
from contact.requests.retention import delete_for_good
from tests.builders.requests import make_request
from tests.builders.staff import browser_of

pytestmark = pytest.mark.django_db

LIST = "/admin/contact/consultationrequest/"
BUTTONS = ["note", "attempt", "move", "assign", "real"]
NO_NUMBERS = ["", "abc", "-1", "1.5", "²", "٣", "9" * 5000, str(2**31), "1e3", "0x1", "\x00"]


@pytest.fixture
def nadia():
    return browser_of("nadia", "Triage", "Privacy officers")


def press(client, consultation_request, button, **typed):
    whole = {"state": "contacted", "channel": "call", "result": "no_answer", "version": 1, "seen": 1}
    return client.post(f"{LIST}{consultation_request.pk}/{button}/", whole | typed)


def deleted(consultation_request):
    pk = consultation_request.pk
    delete_for_good(consultation_request, "Asked by the person")
    consultation_request.pk = pk
    return consultation_request


@pytest.mark.parametrize("button", BUTTONS)
def test_what_was_typed_comes_back_when_the_request_is_deleted(nadia, robin, button):
    answer = press(nadia, deleted(robin), button, text="words", details="rang")
    page = answer.content.decode()

    assert answer.status_code == 409
    assert ">words</textarea>" in page
    assert ">rang</textarea>" in page
    assert f'href="{LIST}"' in page
    assert 'class="staff-header"' in page


@pytest.mark.parametrize("address", ["change/", "print/", "delete-now/"])
def test_a_link_to_a_deleted_request_leads_to_a_page_of_staff(nadia, robin, address):
    answer = nadia.get(f"{LIST}{deleted(robin).pk}/{address}")

    assert answer.status_code == 404
    assert 'class="staff-header"' in answer.content.decode()


def test_a_look_at_what_is_gone_is_not_written_down(nadia, robin):
    nadia.get(f"{LIST}{deleted(robin).pk}/change/")

    assert RequestEvent.objects.filter(reference=robin.reference).first().kind == "deleted"


def test_nothing_is_written_down_after_a_deletion(robin):
    deleted(robin)

    with pytest.raises(AlreadyDeleted):
        RequestEvent.objects.record("viewed", robin.reference)

    assert [event.kind for event in RequestEvent.objects.chain(robin.reference)] == ["received", "deleted"]


@pytest.mark.parametrize("version", NO_NUMBERS)
@pytest.mark.parametrize("button", ["move", "assign", "real"])
def test_a_version_that_is_no_number_changes_nothing_and_keeps_the_words(nadia, robin, button, version):
    answer = press(nadia, robin, button, text="words", version=version)
    page = answer.content.decode()

    robin.refresh_from_db()
    assert answer.status_code == 409
    assert "did not say how this request stood" in page
    assert "words</textarea>" in page
    assert (robin.state, robin.assigned_to, robin.version) == ("new", None, 1)


@pytest.mark.parametrize("key", NO_NUMBERS)
def test_a_chosen_key_that_is_no_number_is_refused(nadia, robin, key):
    data = {"action": "assign_to_me", "_selected_action": [robin.pk, key], f"version_{robin.pk}": 1}

    answer = nadia.post(LIST, data)

    robin.refresh_from_db()
    assert answer.status_code == 400
    assert robin.assigned_to is None


@pytest.mark.parametrize("version", NO_NUMBERS)
def test_a_version_in_the_list_that_is_no_number_changes_nothing(nadia, robin, version):
    data = {"action": "assign_to_me", "_selected_action": [robin.pk], f"version_{robin.pk}": version}

    page = nadia.post(LIST, data, follow=True).content.decode()

    robin.refresh_from_db()
    assert "Nothing was changed" in page
    assert robin.assigned_to is None


def test_one_chosen_request_that_is_gone_stops_the_others_and_says_so(nadia, robin):
    gone = deleted(make_request())
    data = {"action": "assign_to_me", "_selected_action": [robin.pk, gone.pk], f"version_{robin.pk}": 1}

    page = nadia.post(LIST, data, follow=True).content.decode()

    assert "Nothing was changed. Not all of them are here any more." in page
    assert not ConsultationRequest.objects.filter(assigned_to__isnull=False).exists()


@pytest.mark.parametrize("key", ["abc", "9" * 5000, str(2**63), "1.5", "-1", "²"])
def test_an_address_that_names_no_number_is_not_found(nadia, robin, key):
    for address in ("change", "print", "note", "history"):
        assert nadia.get(f"{LIST}{key}/{address}/").status_code in {302, 404, 405}


@pytest.mark.parametrize("query", ["assigned_to__id__exact=abc", "assigned_to__id__exact=" + "9" * 30, "p=abc", "o=x"])
def test_a_filter_that_is_no_number_does_not_fail(nadia, robin, query):
    assert nadia.get(f"{LIST}?{query}").status_code in {200, 302}
