"""Rules, requirements and findings."""

import re
from dataclasses import dataclass
from enum import StrEnum

NEGATIONS = {"clears", "is the claim", "does not matter"}


class Severity(StrEnum):
    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True)
class Finding:
    """`sentence` is quoted from the page; it is empty when something is missing."""

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


@dataclass(frozen=True)
class Pattern:
    """Words to look for, and words of the same sentence that make them harmless."""

    words: re.Pattern
    unless: re.Pattern | None = None


@dataclass(frozen=True)
class Rule:
    """`negation` says what a "not" does: it clears the sentence, it is the claim itself, or it does not matter.

    `unless` looks at the sentence, `unless_nearby` at the block around it. `limit` is for rules that count.
    """

    id: str
    catches: str
    reason: str
    remedy: str
    severity: Severity
    subject: str = ""
    patterns: tuple[Pattern, ...] = ()
    unless: re.Pattern | None = None
    unless_nearby: re.Pattern | None = None
    negation: str = "clears"
    in_questions: bool = False
    kinds: frozenset[str] = frozenset()
    limit: int = 0

    def finding(self, place, sentence="", **details):
        """`details` fill in the placeholders of the reason and the remedy, such as {words}."""
        details = {"limit": self.limit} | details
        reason, remedy = self.reason.format(**details), self.remedy.format(**details)
        return Finding(self.id, self.severity, sentence, place, reason, remedy)


@dataclass(frozen=True)
class Requirement:
    """What a page must have. Any one of `text`, `block`, `link` and `choice` will do."""

    rule: Rule
    kinds: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    not_at: frozenset[str] = frozenset()
    text: re.Pattern | None = None
    block: str = ""
    link: re.Pattern | None = None
    choice: str = ""
    cited: bool = False
    cited_together: frozenset[str] = frozenset()
    first_words: int = 0

    def applies_to(self, page):
        return page.address not in self.not_at and (page.kind in self.kinds or page.address in self.addresses)
