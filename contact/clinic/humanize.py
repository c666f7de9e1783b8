"""Durations and due times in words."""

from datetime import timedelta

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
