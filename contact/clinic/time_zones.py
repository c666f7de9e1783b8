"""Time zones as staff choose them: those of the United States by the names people use, then all others."""

from functools import cache
from zoneinfo import available_timezones

UNITED_STATES = {
    "America/New_York": "Eastern (New York)",
    "America/Chicago": "Central (Chicago)",
    "America/Denver": "Mountain (Denver)",
    "America/Phoenix": "Mountain without daylight saving (Phoenix)",
    "America/Los_Angeles": "Pacific (Los Angeles)",
    "America/Anchorage": "Alaska (Anchorage)",
    "Pacific/Honolulu": "Hawaii (Honolulu)",
    "America/Puerto_Rico": "Atlantic (Puerto Rico)",
}


@cache
def time_zone_choices():
    others = sorted(available_timezones() - set(UNITED_STATES))
    return [
        ("United States", list(UNITED_STATES.items())),
        ("Everywhere", [(name, name.replace("_", " ")) for name in others]),
    ]
