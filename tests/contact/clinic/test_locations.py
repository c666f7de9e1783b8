"""Where the clinic is: one or several locations, of which one answers requests."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.template.loader import render_to_string
from django.utils import timezone

from contact.models import ClinicDetails, Holiday, Location, OpeningHours
from tests.builders.requests import make_clinic_details, make_location

pytestmark = pytest.mark.django_db

ADDRESS = {"street": "12 Long Street", "city": "New York", "region": "NY", "postal_code": "10001"}


def shown(**context):
    return render_to_string("components/locations.html", {"clinic": ClinicDetails.current()} | context)


def test_the_first_location_answers_requests():
    first, second = make_location(), make_location()

    assert (first.answers_requests, second.answers_requests) == (True, False)


def test_marking_another_takes_the_mark_off_the_first():
    first, second = make_location(), make_location()

    second.answers_requests = True
    second.save()

    first.refresh_from_db()
    assert (first.answers_requests, Location.main()) == (False, second)


def test_the_mark_is_not_taken_off_the_only_one():
    only = make_location()

    only.answers_requests = False
    only.save()

    assert Location.objects.get().answers_requests


def test_two_cannot_be_marked_behind_its_back():
    make_location()

    with pytest.raises(IntegrityError):
        Location.objects.bulk_create([Location(answers_requests=True)])


def test_when_the_marked_one_is_gone_the_next_stands_in():
    first, second = make_location(), make_location(phone="(212) 555-0199")

    first.delete()

    assert Location.main() == second
    assert ClinicDetails.current().phone == "(212) 555-0199"


def test_the_clinic_is_reached_where_requests_are_answered():
    make_location(phone="(212) 555-0101")
    make_location([0], phone="(212) 555-0142", time_zone="America/Chicago", answers_requests=True, **ADDRESS)

    clinic = ClinicDetails.current()

    assert (clinic.phone, clinic.phone_link) == ("(212) 555-0142", "tel:+12125550142")
    assert {name: getattr(clinic, name) for name in ADDRESS} == ADDRESS
    assert (clinic.time_zone, clinic.has_address) == ("America/Chicago", True)
    assert clinic.opening_hours_text == ["Monday, 9\N{NO-BREAK SPACE}a.m. to 5\N{NO-BREAK SPACE}p.m."]
    assert [span.weekday for span in clinic.opening_hours.all()] == [0]


def test_without_locations_nothing_is_known():
    clinic = ClinicDetails.current()

    assert (clinic.main_location.pk, clinic.locations_shown, list(clinic.opening_hours.all())) == (None, [], [])


def test_a_location_that_nobody_can_find_or_call_is_not_shown():
    make_location(name="Planned", parking="Behind the house.")
    found = [make_location([0]), make_location(phone="(212) 555-0142"), make_location(**ADDRESS)]

    assert ClinicDetails.current().locations_shown == found


def test_locations_cost_two_queries_however_many_there_are(django_assert_num_queries):
    for number in range(3):
        make_location(range(5), name=f"Number {number}", **ADDRESS)
    clinic = ClinicDetails.current()

    with django_assert_num_queries(2):
        assert clinic.phone == ""
        assert len(clinic.opening_hours_text) == 1
        assert [len(location.hours) for location in clinic.locations] == [5, 5, 5]


# -- what visitors read ------------------------------------------------------------


def test_everything_that_is_filled_in_is_shown():
    make_location(
        [0],
        name="Downtown",
        phone="(212) 555-0142",
        text_number="(212) 555-0143",
        fax="(212) 555-0144",
        parking="Behind the house.",
        step_free_access="A ramp on the left.",
        public_transport="The 4 train.",
        finding_us="A green door.",
        after_hours="After hours, call the doctor on call.",
        map_picture="clinic/map.png",
        map_width=1600,
        map_height=900,
        map_alt="Next to the library.",
        map_link="https://maps.example/12",
        **ADDRESS,
    )
    day = timezone.localdate() + timedelta(days=2)
    Holiday.objects.create(clinic=make_clinic_details(), date=day, name="Founders' day")

    page = " ".join(shown().split())

    assert "<h3>Downtown</h3>" in page
    for words in ["12 Long Street", "Behind the house.", "A ramp on the left.", "The 4 train.", "A green door."]:
        assert words in page
    assert '<a href="tel:+12125550142">(212) 555-0142</a>' in page
    assert '<a href="sms:+12125550143">(212) 555-0143</a>' in page
    assert "(212) 555-0144" in page
    assert 'scope="row">Monday</th> <td class="location__hours">9 a.m. to 5 p.m.</td>' in page
    assert 'scope="row">Tuesday to Sunday</th> <td class="location__hours">Closed</td>' in page
    assert "Founders&#x27; day" in page
    assert "After hours, call the doctor on call." in page
    assert 'src="/media/clinic/map.png"' in page
    assert 'width="1600" height="900"' in page
    assert "<figcaption>Next to the library.</figcaption>" in page
    assert 'href="https://maps.example/12"' in page


def test_blanks_leave_nothing_behind():
    make_location(phone="(212) 555-0142")

    page = shown()

    for trace in ["<h3", "<address", "<table", "<ul", "<img", "Fax", "Text", "Parking", "Closed", "map"]:
        assert trace not in page


def test_two_locations_have_a_heading_each():
    make_location(name="Downtown", **ADDRESS)
    make_location(**ADDRESS | {"street": "3 Hill Road"})

    page = shown()

    assert [name in page for name in ("<h3>Downtown</h3>", "<h3>3 Hill Road</h3>")] == [True, True]


@pytest.mark.parametrize(("days", "is_shown"), [(-1, False), (0, True), (60, True), (61, False)])
def test_closures_of_the_next_weeks_are_told(days, is_shown):
    location = make_location(phone="(212) 555-0142", time_zone="UTC")
    day = timezone.now().date() + timedelta(days=days)
    Holiday.objects.create(clinic=make_clinic_details(), location=location, date=day, name="Paint")

    assert ("Paint" in shown()) is is_shown


def test_a_closure_is_told_at_its_location_only():
    here, there = make_location(phone="(212) 555-0142"), make_location(phone="(212) 555-0199")
    clinic, day = make_clinic_details(), timezone.localdate() + timedelta(days=3)
    Holiday.objects.create(clinic=clinic, location=there, date=day, name="Paint")
    Holiday.objects.create(clinic=clinic, date=day + timedelta(days=1), name="Snow")

    told = {place.pk: [closure.name for closure in place.closures] for place in ClinicDetails.current().locations_shown}

    assert told == {here.pk: ["Snow"], there.pk: ["Paint", "Snow"]}


def test_the_same_day_is_entered_once_for_all_and_once_for_a_location():
    clinic, location, christmas = make_clinic_details(), make_location(), date(2026, 12, 25)
    Holiday.objects.create(clinic=clinic, date=christmas, name="Christmas")
    Holiday.objects.create(clinic=clinic, date=christmas, name="Christmas", location=location)

    for place in (None, location):
        with pytest.raises(Exception, match="here twice"):
            Holiday(clinic=clinic, date=christmas, name="Again", location=place).full_clean()


def test_hours_of_no_length_are_refused():
    nine = OpeningHours(location=make_location(), weekday=0, opens="09:00", closes="09:00")

    with pytest.raises(IntegrityError):
        nine.save()


def test_the_referral_contact_is_a_list_of_what_is_filled_in():
    make_clinic_details(referral_name="Referral desk", referral_phone="(212) 555-0150", referral_email="d@x.example")

    page = render_to_string("components/referral_contact.html", {"clinic": ClinicDetails.current()})

    assert "Referral desk" in page
    assert '<a href="tel:+12125550150">(212) 555-0150</a>' in page
    assert '<a href="mailto:d@x.example">d@x.example</a>' in page
    assert "Fax" not in page


def test_without_a_way_to_reach_it_there_is_no_referral_contact():
    make_clinic_details(referral_name="Referral desk")

    page = render_to_string("components/referral_contact.html", {"clinic": ClinicDetails.current()})

    assert page.strip() == ""
