"""By when a clinic promises a reply: calendars of many kinds, each with the due time that a person counts by hand."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from contact.clinic.business_hours import NEVER_OPEN, NO_HOURS, ReplyTime
from contact.clinic.opening_hours import parse_hours
from contact.models import ClinicDetails, Holiday
from tests.builders.requests import make_clinic_details, make_location

pytestmark = pytest.mark.django_db

DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
WEEKDAYS = "Mon Tue Wed Thu Fri"
OFFICE = {WEEKDAYS: "9 am to 5 pm"}
NIGHTS = {"Mon Tue Wed Thu Fri Sat": "8 pm to 2 am"}
EVERY_NIGHT = {" ".join(DAYS): "8 pm to 2 am"}
SUNDAYS = {"Sun": "10 am to 2 pm"}
THURSDAY = {"Thu": "1 pm to 6 pm"}
ALL_DAY = {" ".join(DAYS): "midnight to 11:59 pm"}
TO_MIDNIGHT = {WEEKDAYS: "2 pm to midnight"}
LUNCH = {WEEKDAYS: "9 am to noon and 1 pm to 5 pm"}
SHORT_FRIDAY = {"Mon Tue Wed Thu": "9 am to 5 pm", "Fri": "9 am to noon"}
NY, CHICAGO, HONOLULU = "America/New_York", "America/Chicago", "Pacific/Honolulu"
LONDON, KOLKATA, AUCKLAND, APIA = "Europe/London", "Asia/Kolkata", "Pacific/Auckland", "Pacific/Apia"


def closed(first, days=1):
    start = datetime.fromisoformat(first).date()
    return [start + timedelta(days=ahead) for ahead in range(days)]


# Name: hours, zone, business days, closures, when it came and when the reply is due, both in the clinic's time.
# fmt: off
CALENDARS = {
    "weekdays": (OFFICE, NY, 2, [], "2026-11-24 10:00", "Thu 2026-11-26 17:00 EST"),
    "one day": (OFFICE, NY, 1, [], "2026-11-24 10:00", "Wed 2026-11-25 17:00 EST"),
    "over a weekend": (OFFICE, NY, 1, [], "2026-11-27 12:00", "Mon 2026-11-30 17:00 EST"),
    "came on a Saturday": (OFFICE, NY, 1, [], "2026-11-28 12:00", "Mon 2026-11-30 17:00 EST"),
    "came on a Sunday night": (OFFICE, NY, 1, [], "2026-11-29 23:59", "Mon 2026-11-30 17:00 EST"),
    "came a minute into Monday": (OFFICE, NY, 1, [], "2026-11-30 00:01", "Tue 2026-12-01 17:00 EST"),
    "came after closing": (OFFICE, NY, 1, [], "2026-11-24 20:00", "Wed 2026-11-25 17:00 EST"),
    "thirty days": (OFFICE, NY, 30, [], "2026-11-24 10:00", "Tue 2027-01-05 17:00 EST"),
    "short Friday": (SHORT_FRIDAY, NY, 1, [], "2026-11-26 10:00", "Fri 2026-11-27 12:00 EST"),
    "lunch break": (LUNCH, NY, 1, [], "2026-11-24 10:00", "Wed 2026-11-25 17:00 EST"),
    # The same day
    "same day": (OFFICE, NY, 0, [], "2026-11-24 10:00", "Tue 2026-11-24 17:00 EST"),
    "same day, before opening": (OFFICE, NY, 0, [], "2026-11-24 06:00", "Tue 2026-11-24 17:00 EST"),
    "same day, at lunch": (LUNCH, NY, 0, [], "2026-11-24 12:30", "Tue 2026-11-24 17:00 EST"),
    "same day, after closing": (OFFICE, NY, 0, [], "2026-11-24 17:00", "Wed 2026-11-25 17:00 EST"),
    "same day, Friday evening": (OFFICE, NY, 0, [], "2026-11-27 18:00", "Mon 2026-11-30 17:00 EST"),
    "same day, closed": (OFFICE, NY, 0, closed("2026-11-24"), "2026-11-24 10:00", "Wed 2026-11-25 17:00 EST"),
    "same day, all day": (ALL_DAY, NY, 0, [], "2026-11-28 23:00", "Sat 2026-11-28 23:59 EST"),
    # Closures
    "Thanksgiving": (OFFICE, NY, 2, closed("2026-11-26"), "2026-11-24 10:00", "Fri 2026-11-27 17:00 EST"),
    "closed for a week": (OFFICE, NY, 1, closed("2026-11-30", 5), "2026-11-27 10:00", "Mon 2026-12-07 17:00 EST"),
    "closed for 70 days": (OFFICE, NY, 1, closed("2026-11-25", 70), "2026-11-24 10:00", "Wed 2027-02-03 17:00 EST"),
    "closed for a year": (OFFICE, NY, 1, closed("2026-11-25", 365), "2026-11-24 10:00", "Thu 2027-11-25 17:00 EST"),
    "closed on the last day": (OFFICE, NY, 3, closed("2026-11-27"), "2026-11-24 10:00", "Mon 2026-11-30 17:00 EST"),
    "closed when it came": (OFFICE, NY, 1, closed("2026-11-24"), "2026-11-24 10:00", "Wed 2026-11-25 17:00 EST"),
    "over New Year": (OFFICE, NY, 1, closed("2027-01-01"), "2026-12-31 10:00", "Mon 2027-01-04 17:00 EST"),
    "closed past due": (OFFICE, NY, 1, closed("2026-12-25"), "2026-11-24 10:00", "Wed 2026-11-25 17:00 EST"),
    # Odd weeks
    "only Sunday": (SUNDAYS, NY, 2, [], "2026-11-24 10:00", "Sun 2026-12-06 14:00 EST"),
    "only Thursday, thirty days": (THURSDAY, NY, 30, [], "2026-11-24 10:00", "Thu 2027-06-17 18:00 EDT"),
    "only Thursday, came on one": (THURSDAY, NY, 1, [], "2026-11-26 14:00", "Thu 2026-12-03 18:00 EST"),
    "closed for four Thursdays": (THURSDAY, NY, 1, closed("2026-11-26", 28), "2026-11-24", "Thu 2026-12-24 18:00 EST"),
    "every hour": (ALL_DAY, NY, 1, [], "2026-11-24 10:00", "Wed 2026-11-25 23:59 EST"),
    "to midnight": (TO_MIDNIGHT, NY, 1, [], "2026-11-24 10:00", "Thu 2026-11-26 00:00 EST"),
    # Past midnight
    "nights": (NIGHTS, NY, 1, [], "2026-11-24 10:00", "Thu 2026-11-26 02:00 EST"),
    "nights, came at one": (NIGHTS, NY, 1, [], "2026-11-24 01:00", "Thu 2026-11-26 02:00 EST"),
    "nights, same day": (NIGHTS, NY, 0, [], "2026-11-24 21:00", "Wed 2026-11-25 02:00 EST"),
    "nights, over Sunday": (NIGHTS, NY, 1, [], "2026-11-28 21:00", "Tue 2026-12-01 02:00 EST"),
    "nights, closed": (NIGHTS, NY, 1, closed("2026-11-25"), "2026-11-24 10:00", "Fri 2026-11-27 02:00 EST"),
    # Clock changes: New York 2026-03-08 and 2026-11-01, London 03-29 and 10-25, Auckland 04-05 and 09-27
    "spring, on the day": (SUNDAYS, NY, 1, [], "2026-03-06 10:00", "Sun 2026-03-08 14:00 EDT"),
    "spring, over it": (OFFICE, NY, 1, [], "2026-03-06 10:00", "Mon 2026-03-09 17:00 EDT"),
    "spring, in the night": (EVERY_NIGHT, NY, 1, [], "2026-03-06 10:00", "Sun 2026-03-08 03:00 EDT"),
    "fall, over it": (OFFICE, NY, 1, [], "2026-10-30 10:00", "Mon 2026-11-02 17:00 EST"),
    "fall, in the night": (EVERY_NIGHT, NY, 1, [], "2026-10-30 10:00", "Sun 2026-11-01 02:00 EST"),
    "fall, came in the hour that comes twice": (SUNDAYS, NY, 0, [], "2026-11-01 01:30", "Sun 2026-11-01 14:00 EST"),
    "London in spring": (OFFICE, LONDON, 1, [], "2026-03-27 10:00", "Mon 2026-03-30 17:00 BST"),
    "London in fall": (OFFICE, LONDON, 1, [], "2026-10-23 10:00", "Mon 2026-10-26 17:00 GMT"),
    "Auckland in spring": (OFFICE, AUCKLAND, 1, [], "2026-09-25 10:00", "Mon 2026-09-28 17:00 NZDT"),
    # Zones
    "Chicago": (OFFICE, CHICAGO, 1, [], "2026-11-24 10:00", "Wed 2026-11-25 17:00 CST"),
    "Honolulu, already tomorrow in UTC": (OFFICE, HONOLULU, 1, [], "2026-11-24 22:00", "Wed 2026-11-25 17:00 HST"),
    "Kolkata, still yesterday in UTC": (OFFICE, KOLKATA, 1, [], "2026-11-24 02:00", "Wed 2026-11-25 17:00 IST"),
    "Apia, a day ahead": (OFFICE, APIA, 1, [], "2026-11-24 02:00", "Wed 2026-11-25 17:00 +13"),
    # Leap days
    "due on a leap day": (OFFICE, NY, 1, [], "2028-02-28 10:00", "Tue 2028-02-29 17:00 EST"),
    "over a leap day": (OFFICE, NY, 2, [], "2028-02-28 10:00", "Wed 2028-03-01 17:00 EST"),
    "came on a leap day": (OFFICE, NY, 1, [], "2028-02-29 10:00", "Wed 2028-03-01 17:00 EST"),
    "closed on a leap day": (OFFICE, NY, 1, closed("2028-02-29"), "2028-02-28 10:00", "Wed 2028-03-01 17:00 EST"),
    "no leap day in 2027": (OFFICE, NY, 1, [], "2027-02-26 10:00", "Mon 2027-03-01 17:00 EST"),
    # Nothing to count by
    "nothing promised": (OFFICE, NY, None, [], "2026-11-24 10:00", None),
    "no hours": ({}, NY, 2, [], "2026-11-24 10:00", None),
    "closed for good": (OFFICE, NY, 1, closed("2026-11-24", 1200), "2026-11-24 10:00", None),
}
# fmt: on


def week_of(hours):
    by_day = {day: parse_hours(typed) for days, typed in hours.items() for day in days.split()}
    return [by_day.get(day, []) for day in DAYS]


def reply_time_of(hours, zone, days, closures):
    make_clinic_details(reply_within_working_days=days)
    make_location(time_zone=zone).set_hours(week_of(hours))
    Holiday.objects.bulk_create(Holiday(date=day, name="Closed") for day in closures)
    return ReplyTime.of(ClinicDetails.current())


@pytest.mark.parametrize("name", CALENDARS)
def test_a_reply_is_due_when_a_person_would_say(name):
    hours, zone, days, closures, came, expected = CALENDARS[name]
    reply_time = reply_time_of(hours, zone, days, closures)

    due_at = reply_time.due_at(datetime.fromisoformat(came).replace(tzinfo=ZoneInfo(zone)))

    assert (due_at and due_at.strftime("%a %Y-%m-%d %H:%M %Z")) == expected


@pytest.mark.parametrize(
    ("name", "why"),
    [("no hours", NO_HOURS), ("closed for good", NEVER_OPEN), ("nothing promised", ""), ("closed for 70 days", "")],
)
def test_staff_are_told_why_nothing_is_due(name, why):
    hours, zone, days, closures, came, _ = CALENDARS[name]
    reply_time = reply_time_of(hours, zone, days, closures)

    assert reply_time.why_none(datetime.fromisoformat(came).replace(tzinfo=ZoneInfo(zone))) == why


def test_what_came_on_one_day_is_due_at_one_time_whichever_zone_says_when():
    reply_time = reply_time_of(OFFICE, NY, 1, [])
    came = datetime(2026, 11, 24, 15, tzinfo=UTC)

    due = {reply_time.due_at(came.astimezone(ZoneInfo(zone))) for zone in (NY, HONOLULU, AUCKLAND)}

    assert due == {datetime(2026, 11, 25, 22, tzinfo=UTC)}
