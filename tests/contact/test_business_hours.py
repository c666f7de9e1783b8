from datetime import UTC, datetime

import pytest

from contact.clinic.business_hours import reply_due_at
from contact.models import Holiday
from tests.builders.requests import make_clinic_details, make_request

pytestmark = pytest.mark.django_db

WEEK = range(5)
TUESDAY_10_AM = datetime(2026, 11, 24, 15, tzinfo=UTC)  # 10 am in New York
FRIDAY_NOON = datetime(2026, 11, 27, 17, tzinfo=UTC)


def due(clinic, received):
    moment = reply_due_at(clinic, received)
    return moment and moment.strftime("%a %d %H:%M %Z")


def test_a_reply_is_due_when_the_clinic_closes_on_the_last_working_day():
    assert due(make_clinic_details(WEEK, reply_within_working_days=2), TUESDAY_10_AM) == "Thu 26 17:00 EST"


def test_the_weekend_does_not_count():
    assert due(make_clinic_details(WEEK, reply_within_working_days=1), FRIDAY_NOON) == "Mon 30 17:00 EST"


def test_a_holiday_does_not_count():
    clinic = make_clinic_details(WEEK, reply_within_working_days=2)
    Holiday.objects.create(clinic=clinic, date="2026-11-26", name="Thanksgiving")

    assert due(clinic, TUESDAY_10_AM) == "Fri 27 17:00 EST"


@pytest.mark.parametrize("details", [{"reply_within_working_days": 2}, {"open_on": WEEK}])
def test_nothing_is_due_where_nothing_is_promised(details):
    assert due(make_clinic_details(**details), TUESDAY_10_AM) is None


def test_a_received_request_knows_when_its_reply_is_due():
    make_clinic_details(WEEK, reply_within_working_days=2)

    robin = make_request()

    assert robin.due_at > robin.received_at
