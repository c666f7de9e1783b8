"""What was promised before it was measured."""

from dataclasses import dataclass

AT_LEAST, AT_MOST = "at least", "at most"
# A page that is read while requests come in.
MOST_SLOWED = 1.5


@dataclass
class Goal:
    measure: str
    bound: str
    ratio: float

    def is_met_by(self, ratios):
        found = ratios[self.measure].median
        return found >= self.ratio if self.bound == AT_LEAST else found <= self.ratio

    @property
    def as_data(self):
        return [self.measure, f"{self.bound} {self.ratio:g}"]


BAKED_BESIDE_BARE = [Goal("rate", AT_LEAST, 0.95), Goal("cpu", AT_MOST, 1.1), Goal("p99", AT_MOST, 1.3)]
BAKED_BESIDE_FILES = [Goal("rate", AT_LEAST, 0.95)]
LEVEL = [Goal("rate", AT_LEAST, 1)]
FIFTY_TIMES = [Goal("rate", AT_LEAST, 50)]
HUNDRED_TIMES = [Goal("rate", AT_LEAST, 100)]
