"""The clinic's own numbers: what visitors read stays as typed, and what their phones dial is right."""

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from contact.clinic.phone_and_email import CANNOT_BE_CALLED
from contact.models import ClinicDetails, CrisisHelp, Location
from tests.builders.requests import make_clinic_details, make_location
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db


def test_letters_are_dialed_and_shown_as_typed(client):
    make_clinic_details(phone="1-855-KETAMINE")

    page = client.get("/consultation/").text

    assert 'href="tel:+18555382646">1-855-KETAMINE</a>' in page


def test_an_extension_is_dialed_after_a_pause():
    clinic = make_clinic_details(referral_phone="(212) 555-0150 ext. 3")

    assert clinic.referral_phone_link == "tel:+12125550150,3"


def test_a_text_line_may_be_a_short_code():
    assert make_location(text_number="741741").text_link == "sms:741741"
    assert make_location(text_number="(212) 555-0143 ext. 3").text_link == "sms:+12125550143"


def test_a_number_in_the_sentence_for_closed_hours_can_be_tapped():
    make_clinic_details(phone="(212) 555-0142", after_hours="After 5 p.m., <call> 212-555-0199 & wait.")

    page = render_to_string("components/locations.html", {"clinic": ClinicDetails.current()})

    assert 'After 5 p.m., &lt;call&gt; <a href="tel:+12125550199">212-555-0199</a> &amp; wait.' in page


@pytest.mark.parametrize("phone", ["555-0142", "555 12", "call us", "000-000-0000", "1-800-KET"])
def test_staff_are_told_of_a_number_that_phones_cannot_call(client, phone):
    sign_in(client, make_staff("max", "Practice managers"))

    page = client.post("/admin/contact/location/add/", {"time_zone": "America/New_York", "place": 0, "phone": phone})

    assert CANNOT_BE_CALLED.split("'")[0] in page.text
    assert Location.objects.count() == 0


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("988", "tel:988"),
        ("911", "tel:911"),
        ("116 123", "tel:116123"),
        ("0800-0113", "tel:08000113"),
        ("1-800-273-8255", "tel:+18002738255"),
        ("1-800-273-TALK", "tel:+18002738255"),
    ],
)
def test_a_crisis_number_of_any_country_can_be_tapped(number, link):
    crisis_help = CrisisHelp(lifeline_number=number)
    crisis_help.full_clean()

    assert crisis_help.lifeline_call_link == link
    assert crisis_help.lifeline_text_link == link.replace("tel:", "sms:")


@pytest.mark.parametrize("number", ["", "12", "call us", "<b>988</b>"])
def test_a_crisis_number_is_a_number(number):
    with pytest.raises(ValidationError):
        CrisisHelp(lifeline_number=number).full_clean()


def test_what_was_entered_before_entries_were_checked_is_dialed_as_it_is():
    assert make_clinic_details(phone="555-0142").phone_link == "tel:5550142"
