"""What a request says of others, and who else looks at it."""

import pytest
from django.test import Client

from contact.models import ConsultationRequest
from tests.builders.requests import make_request
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db
LIST = "/admin/contact/consultationrequest/"


def change(consultation_request, **fields):
    ConsultationRequest.objects.filter(pk=consultation_request.pk).update(**fields)
    consultation_request.refresh_from_db()
    return consultation_request


@pytest.mark.parametrize("step", ["closed", "booked", "", "new"])
def test_no_other_step_can_be_taken_from_the_list(client, nadia, step):
    robin = make_request()

    client.post(f"{LIST}{robin.pk}/step/", {"step": step, f"version_{robin.pk}": 1})

    robin.refresh_from_db()
    assert (robin.state, robin.assigned_to) == ("new", None)


def test_a_request_links_to_the_others_from_the_same_phone_number(client, nadia):
    robin = make_request()
    first, second = make_request("closed"), change(make_request(), in_quarantine=True)
    make_request(phone="(646) 555-0199")

    page = " ".join(client.get(f"{LIST}{robin.pk}/change/").text.split())

    assert "2 other requests from the same phone number</h2>" in page
    assert f'<a href="{LIST}{first.pk}/change/">{first.reference}</a>, closed (withdrew)' in page
    assert f'<a href="{LIST}{second.pk}/change/">{second.reference}</a>, new, suspected spam' in page


def test_blank_addresses_are_not_the_same(client, nadia):
    robin = make_request(phone="", contact_by="email", email="robin@example.com")
    make_request(phone="", contact_by="email", email="kim@example.com")

    assert "other request" not in client.get(f"{LIST}{robin.pk}/change/").text


def test_a_request_says_who_opened_it_minutes_ago(client, nadia):
    robin, other = make_request(), make_request()
    colleague = Client()
    sign_in(colleague, make_staff("sam", "Triage"))
    colleague.get(f"{LIST}{robin.pk}/change/")
    colleague.get(f"{LIST}{robin.pk}/change/")

    assert client.get(f"{LIST}{robin.pk}/change/").text.count("sam opened this less than a minute ago") == 1
    assert "nadia opened this" in colleague.get(f"{LIST}{robin.pk}/change/").text
    assert "opened this" not in client.get(f"{LIST}{other.pk}/change/").text
