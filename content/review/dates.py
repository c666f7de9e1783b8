"""Facts that the world may change without telling the clinic, and the dates of the last and the next review."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

# A month, to look a fact up and have the changed page reviewed before it ends.
NOTICE = timedelta(days=30)


@dataclass(frozen=True)
class ExpiringFact:
    """`said_by` matches the passages that state it. After `ends`, if it has such a day, it is no longer true."""

    id: str
    fact: str
    said_by: re.Pattern
    checked: date
    check_again: date
    where: str
    ends: date | None = None

    def is_due(self, today):
        """Whether it is time to check the fact again; staff are told NOTICE days ahead."""
        return today >= self.check_again - NOTICE

    def has_ended(self, today):
        return self.ends is not None and today > self.ends


def due_facts(facts, today):
    """The facts that somebody has to look up, the most urgent first."""
    return sorted((fact for fact in facts if fact.is_due(today)), key=lambda fact: fact.check_again)


def check_expiring_facts(page, rulebook, today):
    for fact in rulebook.expiring_facts:
        said = next((passage for passage in page.passages if fact.said_by.search(passage.text)), None)
        if said is None:
            continue
        details = {"fact": fact.fact, "where": fact.where, "checked": format_date(fact.checked)}
        if fact.has_ended(today):
            yield rulebook["fact-ended"].finding(said.place, said.text, **details, ends=format_date(fact.ends))
        elif fact.is_due(today):
            yield rulebook["fact-due"].finding(said.place, said.text, **details)


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
