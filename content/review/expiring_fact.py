"""Facts that the world may change without telling the clinic."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

NOTICE = timedelta(days=30)


@dataclass(frozen=True)
class ExpiringFact:
    """`said_by` finds the pages that rest on it. After `ends`, if it has such a day, it is no longer true."""

    id: str
    fact: str
    said_by: re.Pattern
    checked: date
    check_again: date
    where: str
    ends: date | None = None

    def is_due(self, today):
        """Soon or already: staff hear of it in time to look it up."""
        return today >= self.check_again - NOTICE

    def has_ended(self, today):
        return self.ends is not None and today > self.ends


def due_facts(facts, today):
    """The facts that somebody has to look up, the most urgent first."""
    return sorted((fact for fact in facts if fact.is_due(today)), key=lambda fact: fact.check_again)


def check(page, rulebook, today):
    for fact in rulebook.expiring_facts:
        said = next((passage for passage in page.passages if fact.said_by.search(passage.text)), None)
        if said is None:
            continue
        details = {"fact": fact.fact, "where": fact.where, "checked": in_words(fact.checked)}
        if fact.has_ended(today):
            yield rulebook["fact-ended"].finding(said.place, said.text, **details, ends=in_words(fact.ends))
        elif fact.is_due(today):
            yield rulebook["fact-due"].finding(said.place, said.text, **details)


def in_words(day):
    return f"{day:%B} {day.day}, {day.year}"
