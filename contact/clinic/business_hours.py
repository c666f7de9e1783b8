"""Time counted only while the clinic is open, and when a reply is due."""

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
    """The weekly hours of a location and its holidays, read once for many calculations."""

    zone: ZoneInfo
    week: dict = field(default_factory=dict)
    holidays: frozenset = frozenset()

    @classmethod
    def of(cls, clinic):
        """Those of its location that answers requests."""
        location = clinic.main_location
        week = {weekday: location.periods_on(weekday) for weekday in range(7)} if location.hours else {}
        holidays = frozenset(closure.date for closure in clinic.closures_at(location))
        return cls(ZoneInfo(location.time_zone), week, holidays)

    @property
    def are_known(self):
        return bool(self.week)

    def between(self, start, end):
        """How long the clinic was open from `start` to `end`; the whole time if its hours are not known."""
        start = max(start, end - LONGEST_SPAN)
        if not self.are_known:
            return max(end - start, timedelta())
        # What began on the day before may last past midnight.
        day, last = start.astimezone(self.zone).date() - DAY, end.astimezone(self.zone).date()
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
        """The periods that begin on `day`, in UTC, because local time may jump between opening and closing."""
        if day in self.holidays:
            return []
        return [
            (self.moment(day, opens), self.moment(day if closes > opens else day + DAY, closes))
            for opens, closes in self.week.get(day.weekday(), [])
        ]

    def moment(self, day, clock):
        return datetime.combine(day, clock, self.zone).astimezone(UTC)


def reply_due_at(clinic, received_at):
    """The end of the working day by which `clinic` promises a reply (aware), or None where it promises none.

    The day on which a request arrives does not count. A day on which it is open past midnight ends when it closes.
    """
    left = clinic.reply_within_working_days
    if left is None:
        return None
    times = BusinessHours.of(clinic)
    received_on = received_at.astimezone(times.zone).date()
    for ahead in range(LONGEST_PAUSE.days):
        periods = times.open_on(received_on + timedelta(days=ahead))
        if ahead and periods:
            left -= 1
        if periods and left <= 0 and (end := max(closes for _, closes in periods)) > received_at:
            return end.astimezone(times.zone)
    return None
