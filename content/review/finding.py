"""What a review has to say about a page."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True)
class Finding:
    """`sentence` is quoted from the page and empty when the fault is that something is missing."""

    rule: str
    severity: Severity
    sentence: str
    place: str
    reason: str
    remedy: str

    @property
    def is_error(self):
        return self.severity == Severity.ERROR


class Findings(tuple):
    """The findings of one page, errors first."""

    __slots__ = ()

    def __new__(cls, findings=()):
        return super().__new__(cls, sorted(dict.fromkeys(findings), key=lambda finding: not finding.is_error))

    @property
    def errors(self):
        return [finding for finding in self if finding.is_error]

    @property
    def advice(self):
        return [finding for finding in self if not finding.is_error]

    @property
    def has_errors(self):
        return any(finding.is_error for finding in self)
