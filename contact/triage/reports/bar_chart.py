"""Bar charts as SVG made by the server, because the admin runs without inline scripts."""

from dataclasses import dataclass

# In units of the SVG's viewBox, which CSS stretches to the space available.
FULL = 100
STEP, WIDTH = 10, 7


@dataclass(frozen=True)
class Bar:
    words: str
    said: str
    length: float
    place: int

    @property
    def top(self):
        return round(FULL - self.length, 2)

    @property
    def left(self):
        return self.place * STEP + (STEP - WIDTH) / 2


def bars(rows):
    """A Bar for each (words, number, number in words), the longest of them FULL."""
    longest = max((number for _, number, _ in rows), default=0) or 1
    return [
        Bar(words, said, round(FULL * number / longest, 2), place) for place, (words, number, said) in enumerate(rows)
    ]
