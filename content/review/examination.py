"""Puts a page to every check."""

from . import (
    balance,
    completeness,
    expiring_fact,
    links,
    numbers,
    pictures,
    reading_grade,
    review_dates,
    sentence_length,
    shape,
    sourcing,
    terms,
    wording,
)
from .finding import Findings
from .repetition import repeated
from .rulebook import read_rulebook

CHECKS = [
    wording.check,
    completeness.check,
    balance.check,
    numbers.check,
    sourcing.check,
    expiring_fact.check,
    review_dates.check,
    reading_grade.check,
    sentence_length.check,
    shape.check,
    links.check,
    pictures.check,
    terms.check,
]


def examine(page, today, rulebook=None):
    """The findings about a ReviewedPage on the given day, by our rules unless others are given.

    Of a page that is too long to be checked while somebody waits, there is no other.
    """
    rulebook = rulebook or read_rulebook()
    if too_long := list(shape.whole_page(page, rulebook)):
        return Findings(too_long)
    return Findings(finding for check in CHECKS for finding in check(page, rulebook, today))


def examine_together(pages, today, rulebook=None):
    """The findings about each page, with what it repeats from another."""
    rulebook = rulebook or read_rulebook()
    repetitions = list(repeated(pages, rulebook))
    return [
        Findings([*examine(page, today, rulebook), *(finding for other, finding in repetitions if other is page)])
        for page in pages
    ]
