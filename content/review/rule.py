"""What a rule knows: whom it catches, why, and what to write instead."""

import re
from dataclasses import dataclass

from .finding import Finding, Severity

NEGATIONS = {"clears", "is the claim", "does not matter"}


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
        """`details` fill the gaps that the reason and the remedy have, such as {words}."""
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
