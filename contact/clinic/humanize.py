"""Durations, dates and due times in words. Staff read one style of date everywhere: "Fri, Nov 27, 1:12 p.m."."""

from datetime import datetime, timedelta

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.timesince import timesince

# Further away, the name of a weekday could mean two days.
NEAR_DAYS = 6


def age(moment, now):
    """Such as "3 hours"; minutes are too fine for a list that is looked at a few times a day."""
    if now - moment < timedelta(minutes=1):
        return "less than a minute"
    return timesince(moment, now, depth=1)


def hours_and_minutes(span):
    """Such as "3 h 10 min"."""
    hours, minutes = divmod(round(span.total_seconds() / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def business_days(number):
    """How soon a reply is promised, such as "within two business days"; "" for None."""
    if number is None:
        return ""
    return (
        f"within {apnumber(number)} business day{'' if number == 1 else 's'}" if number else "on the same business day"
    )


# -- dates, in the clinic's time -----------------------------------------------------


def staff_date(day, today=None):
    """Such as "Fri, Nov 27", with the year if it is another one."""
    today = today or timezone.localdate()
    return date_format(day, "D, M j" if day.year == today.year else "D, M j, Y")


def staff_time(moment, now=None, zone=None):
    """Such as "Fri, Nov 27, 1:12 p.m.", in `zone` or the active one."""
    local, today = local_times(moment, now, zone)
    return f"{staff_date(local.date(), today)}, {date_format(local, 'P')}"


def staff_deadline(moment, now=None, zone=None):
    """A due time in mails, which may be read on another day: "Mon, Nov 30, 5 p.m."."""
    return staff_time(local_deadline(moment, zone), now, zone)


def deadline(moment, zone=None):
    """A due time as visitors read it, such as "Monday, November 30, 5 p.m."."""
    return date_format(local_deadline(moment, zone), "l, F j, P")


def due(moment, now, zone=None):
    """A due time as staff read it: "today by 5 p.m.", "by Monday, 5 p.m." or "was due Friday, 5 p.m."; "" for None."""
    if moment is None:
        return ""
    local = local_deadline(moment, zone)
    day = near_day(local.date(), timezone.localtime(now, zone).date())
    if moment < now:
        return f"was due {day}, {date_format(local, 'P')}"
    if day in ("today", "tomorrow"):
        return f"{day} by {date_format(local, 'P')}"
    return f"by {day}, {date_format(local, 'P')}"


def reply_due(moment, now, zone=None):
    """Such as "Reply due by Monday, 5 p.m." or "Reply was due Friday, 5 p.m."; "" for None."""
    words = due(moment, now, zone)
    return words and f"Reply {'' if moment < now else 'due '}{words}"


def near_day(day, today):
    ahead = (day - today).days
    if abs(ahead) <= 1:
        return ["yesterday", "today", "tomorrow"][ahead + 1]
    return f"{day:%A}" if abs(ahead) <= NEAR_DAYS else staff_date(day, today)


def local_times(moment, now, zone):
    return timezone.localtime(moment, zone), timezone.localtime(now or timezone.now(), zone).date()


def local_deadline(moment, zone) -> datetime:
    """Nobody knows which day's midnight is meant, so that one is shown as the last minute before it."""
    local = timezone.localtime(moment, zone)
    return local - timedelta(minutes=1) if (local.hour, local.minute) == (0, 0) else local
