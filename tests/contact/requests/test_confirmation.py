"""What a visitor reads after sending: what happens, by when, and how to take it back."""

from datetime import UTC, date, datetime, time

import pytest

from contact.models import ClinicDetails, ConsultationRequest, Holiday, OpeningHours
from tests.builders.requests import form_data, make_clinic_details

pytestmark = pytest.mark.django_db

ADDRESS = "/consultation/"
# A Tuesday, 9 pm in New York.
TUESDAY_EVENING = datetime(2026, 12, 2, 2, 0, tzinfo=UTC)


def confirmation(client):
    return " ".join(client.post(ADDRESS, form_data(), follow=True).content.decode().split())


def test_it_says_by_when_in_the_clinics_own_time(client, clock):
    make_clinic_details([0, 1, 2, 3, 4], reply_within_working_days=2, time_zone="America/New_York")
    clock.move_to(TUESDAY_EVENING)

    page = confirmation(client)

    assert "call you by <b>Thursday, December 3, 5 p.m.</b>, clinic time" in page
    assert "open: Monday to Friday, 9 a.m. to 5 p.m. </p>" in page


@pytest.mark.parametrize(
    ("days", "hours", "words"),
    [
        (1, (9, 17), "Friday, December 4, 5 p.m."),  # closed on Wednesday and Thursday
        (0, (9, 23), "Tuesday, December 1, 11 p.m."),
        (0, (9, 0), "Tuesday, December 1, 11:59 p.m."),
        (0, (20, 2), "Wednesday, December 2, 2 a.m."),
    ],
)
def test_form_and_confirmation_say_when_it_is_due_by_the_closures_known_then(client, clock, days, hours, words):
    clinic = make_clinic_details(range(5), reply_within_working_days=days)
    opens, closes = (time(hour) for hour in hours)
    OpeningHours.objects.update(opens=opens, closes=closes)
    for day in (2, 3):
        Holiday.objects.create(clinic=clinic, date=date(2026, 12, day), name="Closed")
    clock.move_to(TUESDAY_EVENING)

    form, page = client.get(ADDRESS).content.decode(), confirmation(client)

    assert f"We get back to you by {words}" in form
    assert f"by <b>{words}</b>, clinic time" in page
    assert ConsultationRequest.objects.get().due_at == ClinicDetails.current().reply_due


def test_an_answer_within_the_half_hour_does_not_change_what_was_said(client, clock):
    make_clinic_details(range(5), reply_within_working_days=2)
    clock.move_to(TUESDAY_EVENING)
    confirmation(client)
    ConsultationRequest.objects.get().move_to("contacted", by=None, version=1)

    page = " ".join(client.get(f"{ADDRESS}received/").content.decode().split())

    assert "by <b>Thursday, December 3, 5 p.m.</b>, clinic time" in page


def test_a_clinic_that_promises_no_time_is_not_made_to(client):
    make_clinic_details([0, 1, 2, 3, 4])

    page = confirmation(client)

    assert "clinic time" not in page
    assert "business day" not in page


def test_it_says_how_to_take_the_request_back(client):
    make_clinic_details(phone="(212) 555-0142", email="hello@example.com")

    page = confirmation(client)

    assert 'Call <a href="tel:+12125550142">(212) 555-0142</a>' in page
    assert 'write to <a href="mailto:hello@example.com">' in page
    assert ConsultationRequest.objects.get().reference_aloud in page


def test_without_a_phone_the_form_itself_takes_it_back(client):
    assert 'Send us <a href="/consultation/">a new form</a>' in confirmation(client)


def test_it_says_to_close_the_window_on_a_shared_computer(client):
    assert "Close this window, so no one can go back and read your answers." in confirmation(client)


def test_it_repeats_only_what_says_nothing_about_who_sent_it(client):
    page = confirmation(client).split("<main")[1]

    assert '<dd class="facts__value">Me</dd>' in page
    assert '<dd class="facts__value">Call</dd>' in page
    assert "Robin" not in page
    assert "555" not in page
