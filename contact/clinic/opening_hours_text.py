"""Opening hours in words."""

from itertools import groupby

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
