import pytest

from contact.models import ClinicDetails, CrisisHelp
from tests.builders.requests import make_clinic_details

pytestmark = pytest.mark.django_db


def test_before_anybody_filled_them_in_details_are_blank_but_for_a_name():
    clinic = ClinicDetails.current()

    assert clinic.name == "Ketamine Therapy Clinic"
    assert (clinic.phone, clinic.phone_link, clinic.has_address, clinic.opening_hours_text) == ("", "", False, [])
    assert len(clinic.blanks()) >= 5


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
