"""Runs every check on a page."""

from .claims import check_claims
from .dates import check_expiring_facts, check_review_dates
from .evidence import check_balance, check_figures, check_scales, check_sources
from .measures import check_measures
from .reading import check_sentence_length, check_stilted_words, check_terms
from .rulebook import Findings, read_rulebook
from .structure import check_completeness, check_links, check_pictures, check_structure, page_too_long, repeated

CHECKS = [
    check_claims,
    check_completeness,
    check_balance,
    check_figures,
    check_scales,
    check_sources,
    check_expiring_facts,
    check_review_dates,
    check_measures,
    check_sentence_length,
    check_stilted_words,
    check_structure,
    check_links,
    check_pictures,
    check_terms,
]


def examine(page, today, rulebook=None):
    """The findings about a ReviewedPage on the given day, by our rules unless others are given.

    A page that is too long to be checked while somebody waits has this one finding.
    """
    rulebook = rulebook or read_rulebook()
    if too_long := list(page_too_long(page, rulebook)):
        return Findings(too_long)
    return Findings(finding for check in CHECKS for finding in check(page, rulebook, today))


def examine_together(pages, today, rulebook=None):
    """The findings about each page, including what it repeats from another page."""
    rulebook = rulebook or read_rulebook()
    repetitions = list(repeated(pages, rulebook))
    return [
        Findings([*examine(page, today, rulebook), *(finding for other, finding in repetitions if other is page)])
        for page in pages
    ]
