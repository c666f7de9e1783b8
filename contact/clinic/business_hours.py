"""Time counted only while the clinic is open, and when a reply is due."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
# Days are looked at one by one. 30 business days of a clinic that opens once a week are 30 weeks, and it may be closed
# for a year in between; whoever isn't open within three years has no day on which a reply could fall due.
HORIZON = timedelta(days=3 * 366)

NO_HOURS = "opening hours aren't filled in"
NEVER_OPEN = "the clinic isn't open on enough days in the next three years"


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
        start = max(start, end - HORIZON)
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
        """The moment since which the clinic has been open for `open_time`, or HORIZON ago."""
        if not self.are_known:
            return end - open_time
        day, left = end.astimezone(self.zone).date(), open_time
        for back in range(HORIZON.days):
            for opens, closes in reversed(self.open_on(day - back * DAY)):
                span = max(min(closes, end) - opens, timedelta())
                if span >= left:
                    return min(closes, end) - left
                left -= span
        return end - HORIZON

    def open_on(self, day):
        """The periods that begin on `day`, in UTC, because local time may jump between opening and closing."""
        if day in self.holidays:
            return []
        return [
            (self.moment(day, opens), self.moment(day if closes > opens else day + DAY, closes))
            for opens, closes in self.week.get(day.weekday(), [])
        ]

    def closes_on(self, day):
        """When the business day that begins on `day` ends, maybe after midnight; None if it is closed."""
        return max((closes for _, closes in self.open_on(day)), default=None)

    def moment(self, day, clock):
        return datetime.combine(day, clock, self.zone).astimezone(UTC)


NO_TIMES = BusinessHours(ZoneInfo("UTC"))


@dataclass(frozen=True)
class ReplyTime:
    """How soon the clinic promises a reply: business days, None where it promises nothing, and its hours."""

    days: int | None
    times: BusinessHours
    # Many requests arrive on the same day.
    known: dict[date, datetime | None] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, clinic):
        """Where nothing is promised, hours are not even read."""
        days = clinic.reply_within_working_days
        return cls(days, NO_TIMES if days is None else BusinessHours.of(clinic))

    def due_at(self, start):
        """The end of the last business day (aware) for what has waited since `start`, or None: see `why_none`.

        The day on which a request arrives does not count; 0 days are the same day, as long as the clinic is open on it.
        """
        if self.days is None or not self.times.are_known:
            return None
        day = start.astimezone(self.times.zone).date()
        if not self.days and (closes := self.times.closes_on(day)) and closes > start:
            return closes.astimezone(self.times.zone)
        if day not in self.known:
            self.known[day] = self.end_of_last_day(day)
        return self.known[day]

    def end_of_last_day(self, received_on):
        left = max(self.days, 1)
        for ahead in range(1, HORIZON.days):
            if closes := self.times.closes_on(received_on + ahead * DAY):
                left -= 1
                if not left:
                    return closes.astimezone(self.times.zone)
        return None

    def why_none(self, start):
        """Why nothing is due for what has waited since `start`; "" if something is, or if nothing is promised."""
        if self.days is None or self.due_at(start):
            return ""
        return NEVER_OPEN if self.times.are_known else NO_HOURS

    def differences(self, other):
        """The names of what differs, as staff know it."""
        if None in (self.days, other.days):
            return ["reply time"] if self.days != other.days else []
        mine, others = self.times, other.times
        pairs = {
            "reply time": (self.days, other.days),
            "time zone": (mine.zone, others.zone),
            "opening hours": (mine.week, others.week),
            "closures": (mine.holidays, others.holidays),
        }
        return [name for name, (one, another) in pairs.items() if one != another]


def reply_due_at(clinic, received_at):
    """The end of the business day by which `clinic` promises a reply (aware), or None where it promises none."""
    return ReplyTime.of(clinic).due_at(received_at)
