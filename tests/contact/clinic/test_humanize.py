"""Dates and due times read as people say them, in the clinic's time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from contact.clinic.humanize import age, business_days, deadline, due, staff_time

NEW_YORK = ZoneInfo("America/New_York")
# A Friday.
NOW = datetime(2026, 11, 27, 13, 12, tzinfo=NEW_YORK)


def at(day, hour, minute=0, month=11, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(27, 17), "today by 5 p.m."),
        (at(27, 17, 30), "today by 5:30 p.m."),
        (at(28, 12), "tomorrow by noon"),
        (at(30, 17), "by Monday, 5 p.m."),
        (at(3, 17, month=12), "by Thursday, 5 p.m."),
        (at(4, 17, month=12), "by Fri, Dec 4, 5 p.m."),
        (at(4, 17, month=1, year=2027), "by Mon, Jan 4, 2027, 5 p.m."),
        (at(27, 13), "was due today, 1 p.m."),
        (at(26, 17), "was due yesterday, 5 p.m."),
        (at(23, 17), "was due Monday, 5 p.m."),
        (at(20, 17), "was due Fri, Nov 20, 5 p.m."),
        (at(31, 17, month=12, year=2025), "was due Wed, Dec 31, 2025, 5 p.m."),
        (at(28, 0), "today by 11:59 p.m."),
        (at(1, 0, month=12), "by Monday, 11:59 p.m."),
        (at(28, 2), "tomorrow by 2 a.m."),
        (None, ""),
    ],
)
def test_a_due_time_names_the_day_and_the_hour(moment, words):
    assert due(moment, NOW, NEW_YORK) == words


def test_the_day_is_that_of_the_clinic():
    late = datetime(2026, 11, 28, 3, tzinfo=UTC)  # still Friday in New York

    with timezone.override("America/New_York"):
        assert due(late, late - timedelta(hours=1)) == "today by 10 p.m."
    assert due(late, late - timedelta(hours=1), ZoneInfo("UTC")) == "today by 3 a.m."


def test_staff_read_one_style_of_date_with_the_year_only_if_it_is_another():
    assert staff_time(NOW, NOW, NEW_YORK) == "Fri, Nov 27, 1:12 p.m."
    assert staff_time(at(2, 9, month=1, year=2024), NOW, NEW_YORK) == "Tue, Jan 2, 2024, 9 a.m."


def test_visitors_read_the_whole_day():
    assert deadline(at(30, 17), NEW_YORK) == "Monday, November 30, 5 p.m."
    assert deadline(at(1, 0, month=12), NEW_YORK) == "Monday, November 30, 11:59 p.m."


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (None, ""),
        (0, "on the same business day"),
        (1, "within one business day"),
        (2, "within two business days"),
        (10, "within 10 business days"),
    ],
)
def test_a_reply_time_reads_as_a_promise(number, words):
    assert business_days(number) == words


@pytest.mark.parametrize("ahead", [timedelta(seconds=3), timedelta(minutes=40), timedelta(days=9)])
def test_what_came_while_another_clock_was_ahead_has_no_negative_age(ahead):
    assert age(NOW + ahead, NOW) == "less than a minute"
