"""Facts that the world may change without telling the clinic, and the dates of the last and the next review."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

# A month, to look a fact up and have the changed page reviewed before it ends.
NOTICE = timedelta(days=30)


@dataclass(frozen=True)
class ExpiringFact:
    """`said_by` matches the passages that state it, `cited_by` are sources of blocks that rest on it.

    It has no `checked` while nobody has looked it up at `where`. After `ends`, if it has such a day, it is not true.
    """

    id: str
    fact: str
    said_by: re.Pattern
    check_again: date
    where: str
    checked: date | None = None
    ends: date | None = None
    cited_by: frozenset[str] = frozenset()

    def is_due(self, today):
        """Whether it is time to check the fact; staff are told NOTICE days ahead."""
        return self.checked is None or today >= self.check_again - NOTICE

    def has_ended(self, today):
        return self.ends is not None and today > self.ends


def due_facts(facts, today):
    """The facts that somebody has to look up: those that nobody has, then the most urgent first."""
    due = (fact for fact in facts if fact.is_due(today))
    return sorted(due, key=lambda fact: (fact.checked is not None, fact.check_again))


def check_expiring_facts(page, rulebook, today):
    for fact in rulebook.expiring_facts:
        said = said_on(page, fact)
        if said is None:
            continue
        details = {"fact": fact.fact, "where": fact.where}
        if fact.has_ended(today):
            yield rulebook["fact-ended"].finding(said.place, said.text, **details, ends=format_date(fact.ends))
        elif fact.checked is None:
            yield rulebook["fact-unchecked"].finding(said.place, said.text, **details)
        elif fact.is_due(today):
            yield rulebook["fact-due"].finding(said.place, said.text, **details, checked=format_date(fact.checked))


def said_on(page, fact):
    """The first passage that states the fact or rests on it."""
    resting = (passage for block in page.blocks if fact.cited_by & set(block.sources) for passage in block.passages)
    stating = (passage for passage in page.passages if fact.said_by.search(passage.text))
    return next(chain(stating, resting), None)


def format_date(day):
    return f"{day:%B} {day.day}, {day.year}"


def check_review_dates(page, rulebook, today):
    if page.facts is None:
        return
    place, facts = "About this page", page.facts
    if not facts.written_by:
        yield rulebook["no-author"].finding(place)
    if facts.last_reviewed is None:
        yield rulebook["no-last-review"].finding(place)
    elif facts.last_reviewed > today:
        yield rulebook["reviewed-in-future"].finding(place, day=format_date(facts.last_reviewed))
    if facts.next_review_due is None:
        yield rulebook["no-next-review"].finding(place)
    elif facts.next_review_due < today:
        yield rulebook["review-overdue"].finding(place, day=format_date(facts.next_review_due))
    elif facts.last_reviewed and facts.next_review_due > a_year_after(facts.last_reviewed):
        yield rulebook["next-review-too-late"].finding(place, day=format_date(a_year_after(facts.last_reviewed)))


def a_year_after(day):
    """February 29 has its anniversary on the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
