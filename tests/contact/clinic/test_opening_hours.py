"""Staff type opening hours as they would write them on the door."""
# ruff: noqa: RUF001 (dashes and digits as people paste them)

import pytest

from contact.clinic.opening_hours import (
    DAYS,
    HoursNotUnderstood,
    day_text,
    opening_hours_text,
    parse_hours,
    runs_into_next_day,
)


def understood(typed):
    return day_text(parse_hours(typed)).replace("\N{NO-BREAK SPACE}", " ")


NINE_TO_FIVE = "9 a.m. to 5 p.m."
WITH_A_BREAK = "9 a.m. to noon and 1 p.m. to 5 p.m."


@pytest.mark.parametrize(
    "typed",
    [
        "9 am to 5 pm",
        "9am-5pm",
        "9AM - 5PM",
        "9 a.m. to 5 p.m.",
        "9a-5p",
        "9 A.M.–5 P.M.",
        "9-5",
        "9 - 5",
        "9 – 5",
        "9—5",
        "9 to 5",
        "9to5",
        "9 until 5",
        "9 till 5 pm",
        "9 through 5",
        "9 am - 5",
        "9-5pm",
        "from 9 to 5",
        "open 9-5",
        "Open from 9 to 5.",
        "  9   to   5  ",
        "9:00–17:00",
        "09:00-17:00",
        "9-17",
        "0900-1700",
        "9.00-17.00",
        "9:00 - 5:00",
        "9 o'clock to 5 o'clock",
        "９－５",
    ],
)
def test_nine_to_five_however_it_is_typed(typed):
    assert understood(typed) == NINE_TO_FIVE


@pytest.mark.parametrize(
    "typed",
    [
        "9am - 12 and 1pm - 5pm",
        "9-12, 1-5",
        "9-12 & 1-5",
        "9-noon; 1-5",
        "9 to 12, and 1 to 5",
        "9am-12pm/1pm-5pm",
        "9-12 then 1-5",
        "9:00-12:00 + 13:00-17:00",
        "1-5 and 9-12",
    ],
)
def test_a_lunch_break_however_it_is_typed(typed):
    assert understood(typed) == WITH_A_BREAK


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("9:30 to noon", "9:30 a.m. to noon"),
        ("930am-1230pm", "9:30 a.m. to 12:30 p.m."),
        ("8:30-4:30", "8:30 a.m. to 4:30 p.m."),
        ("7-7", "7 a.m. to 7 p.m."),
        ("9-9", "9 a.m. to 9 p.m."),
        ("11-2", "11 a.m. to 2 p.m."),
        ("12-5", "noon to 5 p.m."),
        ("12:30-1:30", "12:30 p.m. to 1:30 p.m."),
        ("noon to 8", "noon to 8 p.m."),
        ("12 noon - 8 pm", "noon to 8 p.m."),
        ("midday-6", "noon to 6 p.m."),
        ("1-5", "1 p.m. to 5 p.m."),
        ("1-5 pm", "1 p.m. to 5 p.m."),
        ("5-9", "5 p.m. to 9 p.m."),
        ("9-11 am", "9 a.m. to 11 a.m."),
        ("7 pm to 10", "7 p.m. to 10 p.m."),
        ("8-11 and 12-4", "8 a.m. to 11 a.m. and noon to 4 p.m."),
        ("8-10 and 4-6 pm", "8 a.m. to 10 a.m. and 4 p.m. to 6 p.m."),
        ("8am-10am, 11am-1pm, 2pm-4pm", "8 a.m. to 10 a.m. and 11 a.m. to 1 p.m. and 2 p.m. to 4 p.m."),
        ("9-12 and 12-5", "9 a.m. to noon and noon to 5 p.m."),
        ("10 pm to 2 am", "10 p.m. to 2 a.m."),
        ("10 pm - 2", "10 p.m. to 2 a.m."),
        ("22:00-02:00", "10 p.m. to 2 a.m."),
        ("6 pm to midnight", "6 p.m. to midnight"),
        ("7am-midnight", "7 a.m. to midnight"),
        ("17:00-24:00", "5 p.m. to midnight"),
        ("midnight to 6 am", "midnight to 6 a.m."),
        ("12 midnight - 6am", "midnight to 6 a.m."),
        ("12am-11:59pm", "midnight to 11:59 p.m."),
        ("9am-1pm and 10pm-2am", "9 a.m. to 1 p.m. and 10 p.m. to 2 a.m."),
    ],
)
def test_other_hours(typed, hours):
    assert understood(typed) == hours


@pytest.mark.parametrize("typed", ["", "  ", "closed", "Closed.", "CLOSED", "not open", "none", "off", "-", "–", "n/a"])
def test_a_day_that_is_closed(typed):
    assert parse_hours(typed) == []


@pytest.mark.parametrize(
    "typed",
    ["9-11", "9 am - 11", "9-11 pm", "6-9 pm", "10-2 am", "12-12", "5-5"],
)
def test_what_may_be_morning_or_evening_is_asked_back(typed):
    with pytest.raises(HoursNotUnderstood, match="Add am or pm"):
        parse_hours(typed)


@pytest.mark.parametrize("typed", ["9 am to 9 am", "9 am to 5 am", "09:00-05:00", "5 pm to 3 pm", "noon to noon"])
def test_a_day_that_would_end_before_it_starts_is_asked_back(typed):
    with pytest.raises(HoursNotUnderstood, match="ends before it starts"):
        parse_hours(typed)


@pytest.mark.parametrize("typed", ["25-3", "9:60-5", "13 pm to 5 pm", "0 am-5 am", "24:30-3", "9-99", "11 noon to 3"])
def test_a_time_that_does_not_exist_is_named(typed):
    with pytest.raises(HoursNotUnderstood, match="no such time"):
        parse_hours(typed)


@pytest.mark.parametrize("typed", ["9-12 and 11-5", "9-5, 9-5", "9am-5pm and 10am-11am", "10pm-9am and 8am-noon"])
def test_hours_that_overlap_are_asked_back(typed):
    with pytest.raises(HoursNotUnderstood, match="overlap"):
        parse_hours(typed)


@pytest.mark.parametrize("typed", ["24 hours", "24/7", "Open 24 hours", "all day"])
def test_a_day_without_closing_is_told_how_to_write_it(typed):
    with pytest.raises(HoursNotUnderstood, match="midnight to 11:59 pm"):
        parse_hours(typed)


@pytest.mark.parametrize(
    "typed",
    ["mornings", "9", "9 am", "9 to", "to 5", "9-5 by appointment", "Mon 9-5", "9-5-7", ",", "1-2,2-3,3-4,4-5,5-6"],
)
def test_anything_else_is_told_what_to_write(typed):
    with pytest.raises(HoursNotUnderstood, match="Write opening and closing times"):
        parse_hours(typed)


HOURS = [parse_hours(typed) for typed in ["9-5", "9:30 to noon", "10 pm to 2 am", "9-12 and 1-5:15", "midnight-noon"]]


@pytest.mark.parametrize("hours", HOURS)
def test_what_visitors_read_can_be_typed_again(hours):
    assert parse_hours(day_text(hours)) == hours


def test_a_number_stays_on_the_line_of_its_half_of_the_day():
    assert day_text(parse_hours("9-5")) == "9\N{NO-BREAK SPACE}a.m. to 5\N{NO-BREAK SPACE}p.m."


def test_days_with_the_same_hours_are_told_together():
    week = [(day, *parse_hours("9-noon")[0]) for day in (0, 1, 2, 5)] + [(6, *parse_hours("noon-5")[0])]

    lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in opening_hours_text(week)]

    assert lines == [
        "Monday to Wednesday, 9 a.m. to noon",
        "Saturday, 9 a.m. to noon",
        "Sunday, noon to 5 p.m.",
    ]
    assert len(DAYS) == 7


@pytest.mark.parametrize(
    ("today", "tomorrow", "overlap"),
    [("10pm-2am", "1am-5am", True), ("10pm-2am", "2am-5am", False), ("9-5", "1am-5am", False), ("", "9-5", False)],
)
def test_a_night_that_runs_into_the_next_day(today, tomorrow, overlap):
    assert runs_into_next_day(parse_hours(today), parse_hours(tomorrow)) is overlap
