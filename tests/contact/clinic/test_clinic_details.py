import pytest
from django.db import DatabaseError

from contact.clinic import context_processors
from contact.clinic.context_processors import as_far_as_known
from contact.models import ClinicDetails, CrisisHelp
from tests.builders.requests import make_clinic_details, make_location

pytestmark = pytest.mark.django_db


def test_before_anybody_filled_them_in_details_are_blank_but_for_a_name():
    clinic = ClinicDetails.current()

    assert clinic.name == "Ketamine Therapy Clinic"
    assert (clinic.phone, clinic.phone_link, clinic.has_address, clinic.opening_hours_text) == ("", "", False, [])


def test_crisis_numbers_are_there_from_the_start():
    crisis_help = CrisisHelp.current()

    assert crisis_help.lifeline_call_link == "tel:988"
    assert crisis_help.lifeline_text_link == "sms:988"
    assert crisis_help.emergency_link == "tel:911"


def test_opening_hours_are_told_as_people_say_them():
    clinic = make_clinic_details([0, 1, 2, 3, 4])

    assert clinic.opening_hours_text == ["Monday to Friday, 9\N{NO-BREAK SPACE}a.m. to 5\N{NO-BREAK SPACE}p.m."]


def test_a_phone_number_can_be_tapped():
    assert make_clinic_details(phone="(212) 555-0142").phone_link == "tel:+12125550142"


def test_saving_shows_on_every_page_at_once(client):
    clinic = make_clinic_details(name="Riverside Clinic")
    assert "Riverside Clinic" in client.get("/consultation/").content.decode()

    clinic.emergency_notice = "Closed today because of snow."
    clinic.save()

    assert "Closed today because of snow." in client.get("/consultation/").content.decode()


# -- when the database fails -------------------------------------------------------


@pytest.fixture
def fails(monkeypatch):
    """`fails(name)`: from now on that method of the clinic's details meets a database that fails."""

    def broken(*args):
        raise DatabaseError

    return lambda name: monkeypatch.setattr(ClinicDetails, name, broken)


@pytest.mark.parametrize("method", ["current", "read_related"])
def test_what_was_read_last_is_shown_with_the_locations(fails, django_assert_num_queries, method):
    make_location([0], phone="(212) 555-0142")
    as_far_as_known(ClinicDetails)
    fails(method)

    with django_assert_num_queries(1 if method == "read_related" else 0):  # the row, before its locations fail
        clinic = as_far_as_known(ClinicDetails)
        assert (clinic.phone, len(clinic.opening_hours_text)) == ("(212) 555-0142", 1)


def test_where_nothing_was_read_yet_nothing_is_asked(fails, monkeypatch, django_assert_num_queries):
    make_location([0], phone="(212) 555-0142")
    monkeypatch.setattr(context_processors, "last_read", {})
    fails("current")

    with django_assert_num_queries(0):
        clinic = as_far_as_known(ClinicDetails)
        assert (clinic.phone, clinic.opening_hours_text, clinic.locations_shown) == ("", [], [])


def test_locations_are_shown_without_closures_that_cannot_be_read(monkeypatch):
    location = make_location(phone="(212) 555-0142")

    def broken(*args):
        raise DatabaseError

    monkeypatch.setattr(ClinicDetails, "closures_at", broken)

    assert ClinicDetails.current().locations_shown == [location]
