"""Durations, due times and opening hours in words."""

from datetime import timedelta
from itertools import groupby

from django.utils.timesince import timesince


def age(moment, now):
    """Such as "3 hours"; minutes are too fine for a list that is looked at a few times a day."""
    if now - moment < timedelta(minutes=1):
        return "less than a minute"
    return timesince(moment, now, depth=1)


def due(moment, now):
    """Such as "overdue by 2 hours" or "in 1 day"; "" where no reply time is promised."""
    if moment is None:
        return ""
    if moment < now:
        return f"overdue by {timesince(moment, now, depth=1)}"
    return f"in {timesince(now, moment, depth=1)}"


def open_hours(span):
    """A time in which the clinic was open, such as "9 open hours"."""
    hours = int(span.total_seconds() // 3600)
    if not hours:
        return "less than an open hour"
    return f"{hours} open hour{'' if hours == 1 else 's'}"


def due_in_open_hours(moment, now, times):
    """Like `due`, in hours of `times` where these are known."""
    if moment is None or not times.are_known:
        return due(moment, now)
    if moment < now:
        return f"overdue by {open_hours(times.between(moment, now))}"
    return f"in {open_hours(times.between(now, moment))}"


def hours_and_minutes(span):
    """Such as "3 h 10 min"."""
    hours, minutes = divmod(round(span.total_seconds() / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def time_text(time):
    if (time.hour, time.minute) == (12, 0):
        return "noon"
    minutes = f":{time.minute:02}" if time.minute else ""
    return f"{time.hour % 12 or 12}{minutes} {'am' if time.hour < 12 else 'pm'}"


def opening_hours_text(opening_hours):
    """Lines such as "Monday to Friday, 9 am to 5 pm", from (weekday, opens, closes) in order."""
    days = [(weekday, _day_text(spans)) for weekday, spans in groupby(opening_hours, key=lambda span: span[0])]
    return [f"{_days_text(run)}, {run[0][1]}" for run in _runs(days)]


def _day_text(spans):
    return " and ".join(f"{time_text(opens)} to {time_text(closes)}" for _, opens, closes in spans)


def _runs(days):
    """Consecutive days with the same hours."""
    runs = []
    for day in days:
        if runs and runs[-1][-1][0] + 1 == day[0] and runs[-1][-1][1] == day[1]:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _days_text(run):
    first, last = DAYS[run[0][0]], DAYS[run[-1][0]]
    if len(run) == 1:
        return first
    return f"{first} {'and' if len(run) == 2 else 'to'} {last}"
