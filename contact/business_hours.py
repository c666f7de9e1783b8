"""When a reply is due, counted in the days on which the clinic is open."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

# A clinic that is closed for longer than this has not filled in its hours.
LONGEST_PAUSE = timedelta(days=60)


def reply_due_at(clinic, received_at):
    """The end of the working day by which `clinic` promises a reply (aware), or None where it promises none."""
    if clinic.reply_within_working_days is None:
        return None
    closing_times = {}
    for hours in clinic.opening_hours.all():
        closing_times[hours.weekday] = max(hours.closes, closing_times.get(hours.weekday, hours.closes))
    holidays = {holiday.date for holiday in clinic.holidays.all()}
    local = received_at.astimezone(ZoneInfo(clinic.time_zone))
    return end_of_working_day(local, clinic.reply_within_working_days, closing_times, holidays)


def end_of_working_day(received, days, closing_times, holidays):
    """Closing time `days` working days after `received`; both in the clinic's time zone.

    `closing_times` maps weekdays (Monday is 0) to the time at which the clinic closes. The day on which a request
    arrives does not count; with 0 days, one that arrives after closing is due on the next working day.
    """
    left = days
    for ahead in range(LONGEST_PAUSE.days):
        day = received.date() + timedelta(days=ahead)
        closes = closing_times.get(day.weekday())
        if closes is None or day in holidays:
            continue
        end = datetime.combine(day, closes, received.tzinfo)
        if ahead and left:
            left -= 1
        if not left and end > received:
            return end
    return None
