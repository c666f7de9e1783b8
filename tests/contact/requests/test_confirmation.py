"""What a visitor reads after sending: what happens, by when, and how to take it back."""

from datetime import UTC, datetime

import pytest

from contact.models import ConsultationRequest
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
