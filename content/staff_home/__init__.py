"""What pages want from whoever opens the staff home and may write them."""

from .blanks import blanks_of_pages, read_blanks
from .hidden import hidden_pages, hidden_pages_for
from .waiting import facts_to_look_up, pages_waiting_for

__all__ = [
    "blanks_of_pages",
    "facts_to_look_up",
    "hidden_pages",
    "hidden_pages_for",
    "pages_waiting_for",
    "read_blanks",
]
