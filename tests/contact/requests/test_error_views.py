import pytest
from django.db import DatabaseError
from django.test import RequestFactory

from contact.models import ClinicDetails
from contact.views import server_error
from tests.builders.requests import make_clinic_details

pytestmark = pytest.mark.django_db


def broken():
    raise DatabaseError("gone")


def test_the_error_page_gives_the_clinics_phone_and_the_crisis_numbers():
    make_clinic_details(phone="(212) 555-0142")

    page = server_error(RequestFactory().get("/")).content.decode()

    assert "tel:+12125550142" in page
    assert "tel:988" in page


def test_without_a_database_the_error_page_still_gives_the_crisis_numbers(monkeypatch):
    monkeypatch.setattr(ClinicDetails, "current", broken)

    response = server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "tel:988" in response.content.decode()
    assert "tel:911" in response.content.decode()


@pytest.mark.parametrize("host", ["somebody-else.example", "no host at all"])
def test_what_cannot_be_read_is_answered_with_the_clinics_phone_and_the_crisis_numbers(client, host):
    make_clinic_details(phone="(212) 555-0142")

    response = client.get("/search/", headers={"Host": host})

    assert response.status_code == 400
    assert "tel:+12125550142" in response.content.decode()
    assert "tel:988" in response.content.decode()
