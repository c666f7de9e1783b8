"""Time counted only while the clinic is open, and when a reply is due."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
# Days are counted one by one, so a span is cut to this length; longer ones are not told apart by staff.
LONGEST_SPAN = timedelta(days=120)
# Closed for longer than this, and the clinic has not filled in its hours.
LONGEST_PAUSE = timedelta(days=60)


@dataclass(frozen=True)
class BusinessHours:
    """The weekly hours of a clinic and its holidays, read once for many calculations."""

    zone: ZoneInfo
    week: dict = field(default_factory=dict)
    holidays: frozenset = frozenset()

    @classmethod
    def of(cls, clinic):
        week = defaultdict(list)
        for hours in clinic.opening_hours.all():
            week[hours.weekday].append((hours.opens, hours.closes))
        holidays = frozenset(holiday.date for holiday in clinic.holidays.all())
        return cls(ZoneInfo(clinic.time_zone), dict(week), holidays)

    @property
    def are_known(self):
        return bool(self.week)

    def between(self, start, end):
        """How long the clinic was open from `start` to `end`; the whole time if its hours are not known."""
        start = max(start, end - LONGEST_SPAN)
        if not self.are_known:
            return max(end - start, timedelta())
        day, last = start.astimezone(self.zone).date(), end.astimezone(self.zone).date()
        total = timedelta()
        while day <= last:
            for opens, closes in self.open_on(day):
                total += max(min(closes, end) - max(opens, start), timedelta())
            day += DAY
        return total

    def before(self, end, open_time):
        """The moment since which the clinic has been open for `open_time`, or LONGEST_SPAN ago."""
        if not self.are_known:
            return end - open_time
        day, left = end.astimezone(self.zone).date(), open_time
        for back in range(LONGEST_SPAN.days):
            for opens, closes in reversed(self.open_on(day - back * DAY)):
                span = max(min(closes, end) - opens, timedelta())
                if span >= left:
                    return min(closes, end) - left
                left -= span
        return end - LONGEST_SPAN

    def open_on(self, day):
        """The open periods of `day`, in UTC, because local time may jump between opening and closing."""
        if day in self.holidays:
            return []
        return [
            tuple(datetime.combine(day, clock, self.zone).astimezone(UTC) for clock in period)
            for period in self.week.get(day.weekday(), [])
        ]


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
