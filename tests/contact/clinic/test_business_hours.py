"""How long somebody waits is counted in the hours in which the clinic could have answered."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from contact.clinic.business_hours import BusinessHours, reply_due_at
from contact.models import Holiday, Location, OpeningHours
from tests.builders.requests import make_clinic_details, make_location, make_request

pytestmark = pytest.mark.django_db

NEW_YORK = ZoneInfo("America/New_York")
WEEK = range(5)
TUESDAY_10_AM = datetime(2026, 11, 24, 15, tzinfo=UTC)  # 10 am in New York
FRIDAY_NOON = datetime(2026, 11, 27, 17, tzinfo=UTC)


def at(day, hour, minute=0, month=11):
    return datetime(2026, month, day, hour, minute, tzinfo=NEW_YORK)


@pytest.fixture
def weekdays():
    return make_clinic_details(range(5))


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (at(24, 10), at(24, 12), 2),  # within a Tuesday
        (at(24, 6), at(24, 20), 8),  # all of it
        (at(24, 16), at(25, 10), 2),  # over a night
        (at(27, 16), at(30, 10), 2),  # over a weekend
        (at(28, 10), at(29, 12), 0),  # within a weekend
        (at(24, 12), at(24, 10), 0),  # backwards
    ],
)
def test_only_open_hours_count(weekdays, start, end, hours):
    assert BusinessHours.of(weekdays).between(start, end) == timedelta(hours=hours)


def test_neither_holidays_nor_a_lunch_break_count(weekdays):
    Holiday.objects.create(clinic=weekdays, date="2026-11-26", name="Thanksgiving")
    OpeningHours.objects.filter(weekday=4).update(closes=time(12))
    OpeningHours.objects.create(location=Location.objects.get(), weekday=4, opens=time(13), closes=time(17))

    open_time = BusinessHours.of(weekdays).between(at(25, 16), at(27, 14))

    assert open_time == timedelta(hours=1 + 0 + 4)


def test_the_hour_that_comes_twice_when_the_clock_is_put_back_counts_twice():
    sundays = make_clinic_details([6])
    OpeningHours.objects.update(opens=time(0), closes=time(3))

    assert BusinessHours.of(sundays).between(at(1, 0), at(1, 12)) == timedelta(hours=4)


@pytest.fixture
def nights():
    """From 10 pm to 2 am, every night but Sunday's."""
    clinic = make_clinic_details(range(6), reply_within_working_days=1)
    OpeningHours.objects.update(opens=time(22), closes=time(2))
    return clinic


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (at(24, 12), at(25, 12), 4),  # one night
        (at(24, 23), at(25, 1), 2),  # over midnight
        (at(25, 1), at(25, 12), 1),  # what is left of it in the morning
        (at(28, 12), at(29, 12), 4),  # Saturday's, which ends on Sunday
        (at(29, 12), at(30, 12), 0),  # Sunday's
    ],
)
def test_a_night_counts_past_midnight(nights, start, end, hours):
    assert BusinessHours.of(nights).between(start, end) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("noon", "hours"),
    [(at(7, 12, month=3), 4), (at(31, 12, month=10), 6)],  # the clock is put forward, and back
)
def test_a_night_is_as_long_as_it_lasts_when_the_clock_changes(nights, noon, hours):
    OpeningHours.objects.update(closes=time(3))

    assert BusinessHours.of(nights).between(noon, noon + timedelta(days=1)) == timedelta(hours=hours)


def test_the_way_back_leads_through_a_night(nights):
    assert BusinessHours.of(nights).before(at(25, 12), timedelta(hours=3)) == at(24, 23)


def test_a_holiday_closes_the_night_that_begins_on_it(nights):
    Holiday.objects.create(date="2026-11-25", name="A day off")

    assert BusinessHours.of(nights).between(at(24, 12), at(26, 12)) == timedelta(hours=4)


def test_only_the_location_that_answers_requests_counts(weekdays):
    other = make_location(range(7), time_zone="America/Los_Angeles")
    Holiday.objects.create(date="2026-11-24", name="Paint", location=other)
    Holiday.objects.create(date="2026-11-25", name="Paint", location=Location.main())

    times = BusinessHours.of(weekdays)

    assert times.zone == NEW_YORK
    assert times.between(at(24, 0), at(27, 0)) == timedelta(hours=8 + 0 + 8)


def test_without_opening_hours_every_hour_counts():
    times = BusinessHours.of(make_clinic_details())

    assert times.between(at(27, 16), at(30, 16)) == timedelta(days=3)
    assert times.before(at(30, 16), timedelta(hours=5)) == at(30, 11)


@pytest.mark.parametrize(
    ("end", "hours", "start"),
    [
        (at(24, 15), 4, at(24, 11)),
        (at(24, 11), 4, at(23, 15)),
        (at(30, 11), 4, at(27, 15)),
        (at(29, 11), 8, at(27, 9)),
        (at(24, 20), 8, at(24, 9)),
    ],
)
def test_the_way_back_is_as_long(weekdays, end, hours, start):
    times = BusinessHours.of(weekdays)

    assert times.before(end, timedelta(hours=hours)) == start
    assert times.between(start, end) == timedelta(hours=hours)


def test_what_has_waited_for_years_is_not_counted_day_by_day(weekdays):
    times = BusinessHours.of(weekdays)

    assert times.between(datetime(2001, 1, 1, tzinfo=UTC), at(24, 12)) < timedelta(hours=3 * 366 * 8)
    assert times.before(at(24, 12), timedelta(hours=99999)) == at(24, 12) - timedelta(days=3 * 366)


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


def test_a_reply_is_due_when_the_night_ends(nights):
    assert due(nights, TUESDAY_10_AM) == "Thu 26 02:00 EST"


def test_a_reply_that_is_due_in_the_night_of_the_clock_change(nights):
    received = datetime(2026, 10, 30, 16, tzinfo=UTC)  # Friday noon; Saturday's night ends after the change

    assert due(nights, received) == "Sun 01 02:00 EST"


@pytest.mark.parametrize("details", [{"reply_within_working_days": 2}, {"open_on": WEEK}])
def test_nothing_is_due_where_nothing_is_promised(details):
    assert due(make_clinic_details(**details), TUESDAY_10_AM) is None


def test_a_received_request_knows_when_its_reply_is_due():
    make_clinic_details(WEEK, reply_within_working_days=2)

    robin = make_request()

    assert robin.due_at > robin.received_at
