"""Opening hours in words: read from what staff type for a day, and told to visitors."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from itertools import groupby, product

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"

# -- told to visitors --------------------------------------------------------------


def time_text(moment):
    """Such as "9 a.m.", "noon" or "5:30 p.m."."""
    if not moment.minute and moment.hour in (0, 12):
        return "noon" if moment.hour else "midnight"
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{NO_BREAK_SPACE}{'a.m.' if moment.hour < 12 else 'p.m.'}"


def day_text(periods):
    """Such as "9 a.m. to noon and 1 p.m. to 5 p.m.", from pairs of times."""
    return " and ".join(f"{time_text(opens)} to {time_text(closes)}" for opens, closes in periods)


def opening_hours_text(opening_hours):
    """Lines such as "Monday to Friday, 9 a.m. to 5 p.m.", from (weekday, opens, closes) in order."""
    days = [(weekday, day_text(times for _, *times in spans)) for weekday, spans in groupby(opening_hours, by_weekday)]
    return [f"{_days_text(run)}, {run[0][1]}" for run in _runs(days)]


def week_text(hours):
    """Pairs such as ("Monday to Friday", "9 a.m. to 5 p.m."), from the words for each day of a week."""
    return [(_days_text(run), run[0][1]) for run in _runs(list(enumerate(hours)))]


def by_weekday(span):
    return span[0]


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


# -- read from what staff type -----------------------------------------------------

CLOSED = {"", "closed", "close", "not open", "none", "no", "no hours", "off", "n/a", "-", "–", "—", "x"}  # noqa: RUF001
AROUND_THE_CLOCK = re.compile(r"24 ?/ ?7|24 ?(h|hours?|hrs?)|all day|around the clock")
BETWEEN_PERIODS = re.compile(r"[,;/&+]|\band\b|\bthen\b")
TIME = r"(\d{1,2})(?:[:.]?(\d{2}))?(?: ?o'?clock)? ?(a\.? ?m\.?|p\.? ?m\.?|a|p|noon|midnight)?|(noon|midday|midnight)"
PERIOD = re.compile(rf"(?:open )?(?:from )?(?:{TIME}) ?(?:[-‐–—−~]+|to|until|till?|through|thru) ?(?:{TIME})")  # noqa: RUF001
MOST_PERIODS = 4

HOUR, DAY = 60, 24 * 60
NOON = 12 * HOUR
MIDNIGHT = {("24", None), ("24", "00")}
# Without "am" or "pm" nobody means an opening before 6 in the morning, nor one after 6 in the evening.
EARLIEST_GUESS, LATEST_GUESS = 6 * HOUR, 18 * HOUR
# "9 am to 5 am" is 9 to 5 mistyped, rather than 20 hours; a bar's "10 am to 2 am" is 16.
LONGEST_OVERNIGHT = 16 * HOUR

UNREADABLE = "Write opening and closing times, like 9 am to 5 pm, or write closed."
UNCLEAR = "Add am or pm to both times of “{typed}”, like 9 am to 5 pm."
BACKWARD = "“{typed}” ends before it starts. Check am and pm."
NO_SUCH_TIME = "There's no such time as “{typed}”. Use a time like 9 am."
OVERLAPPING = "These hours overlap. Write each part of the day once, like 9 am to noon and 1 pm to 5 pm."
ALL_DAY = "For a day without closing, write midnight to 11:59 pm."


class HoursNotUnderstood(ValueError):
    """Says in words for staff what to write instead."""


@dataclass(frozen=True)
class TypedTime:
    """A time of day in minutes; two of them where it may be morning or evening."""

    minutes: tuple[int, ...]
    is_guessed: bool = False
    is_afternoon: bool = False
    is_literal: bool = False

    @classmethod
    def read(cls, hour, minute, half, word, clock_has_24_hours):
        if word:
            return cls((0 if word == "midnight" else NOON,))
        minutes = int(hour) % 12 * HOUR + int(minute or 0)
        check_time(hour, minute, half)
        if half:
            is_afternoon = half[0] in "pn"
            return cls((minutes + NOON * is_afternoon,), is_afternoon=is_afternoon)
        if clock_has_24_hours:
            return cls((int(hour) % 24 * HOUR + int(minute or 0),), is_literal=True)
        return cls((minutes, minutes + NOON), is_guessed=True)


def check_time(hour, minute, half):
    exists = int(minute or 0) < 60 and (1 <= int(hour) <= 12 if half else int(hour) < 24 or (hour, minute) in MIDNIGHT)
    if half in {"noon", "midnight"}:
        exists = int(hour) == 12 and not int(minute or 0)
    if not exists:
        typed = f"{hour}:{minute}" if minute else hour
        raise HoursNotUnderstood(NO_SUCH_TIME.format(typed=f"{typed} {half}" if half else typed))


def parse_hours(typed):
    """Pairs of times, in order, from text such as "9-5" or "9:30 to noon and 1pm - 5pm"; [] for a day that is closed.

    A period that closes at or before its opening ends on the next day. Raises HoursNotUnderstood.
    """
    text = " ".join(unicodedata.normalize("NFKC", typed).casefold().split()).removesuffix(".")
    if text in CLOSED:
        return []
    if AROUND_THE_CLOCK.fullmatch(text.removeprefix("open ")):
        raise HoursNotUnderstood(ALL_DAY)
    parts = [part.strip() for part in BETWEEN_PERIODS.split(text) if part.strip()]
    matches = [PERIOD.fullmatch(part) for part in parts]
    if not matches or not all(matches) or len(matches) > MOST_PERIODS:
        raise HoursNotUnderstood(UNREADABLE)
    return [(clock_time(opens), clock_time(closes)) for opens, closes in only_reading(parts, matches)]


def only_reading(parts, matches):
    """The one way to read all periods of a day, in minutes."""
    clock_has_24_hours = any(shows_24_hours(hour) for match in matches for hour in (match[1], match[5]))
    choices = []
    for part, match in zip(parts, matches, strict=True):
        opens = TypedTime.read(*match.groups()[:4], clock_has_24_hours)
        closes = TypedTime.read(*match.groups()[4:], clock_has_24_hours)
        choices.append(list(possible_periods(opens, closes)))
        if not choices[-1]:
            is_guessed = opens.is_guessed or closes.is_guessed
            raise HoursNotUnderstood((UNCLEAR if is_guessed else BACKWARD).format(typed=part))
    readings = [day for day in map(sorted, product(*choices)) if not overlaps(day)]
    if len(readings) == 1:
        return readings[0]
    if not readings:
        raise HoursNotUnderstood(OVERLAPPING)
    unclear = next(part for part, periods in zip(parts, choices, strict=True) if len(periods) > 1)
    raise HoursNotUnderstood(UNCLEAR.format(typed=unclear))


def shows_24_hours(hour):
    """Such as "09", "17" or "0"."""
    return bool(hour) and (hour.startswith("0") or int(hour) > 12)


def possible_periods(opens, closes) -> Iterator[tuple[int, int]]:
    """What staff may have meant, as minutes of the day on which it opens, up to 48 hours."""
    for start, end in product(opens.minutes, closes.minutes):
        is_overnight = end <= start
        span = (end - start) % DAY
        if span and may_be_meant(start, span, is_overnight, opens, closes):
            yield start, start + span


def may_be_meant(start, span, is_overnight, opens, closes):
    if opens.is_guessed:
        is_in_the_evening = start >= LATEST_GUESS and closes.is_afternoon
        return not is_overnight and (EARLIEST_GUESS <= start < LATEST_GUESS or is_in_the_evening)
    if not is_overnight:
        return True
    if closes.is_guessed:
        return start >= NOON and span < NOON
    ends_at_midnight = not (start + span) % DAY
    return ends_at_midnight or span <= (NOON if opens.is_literal and closes.is_literal else LONGEST_OVERNIGHT)


def overlaps(day):
    """Whether periods overlap, the last of which may run on into the next morning."""
    following = [*day[1:], (day[0][0] + DAY, None)]
    return any(end > later[0] for (_, end), later in zip(day, following, strict=True))


def clock_time(minutes):
    hour, minute = divmod(minutes % DAY, HOUR)
    return time(hour, minute)


def runs_into_next_day(today, tomorrow):
    """Whether the periods of a day end after those of the next day begin."""
    latest = max((closes for opens, closes in today if closes <= opens), default=None)
    return latest is not None and any(opens < latest for opens, _ in tomorrow)
