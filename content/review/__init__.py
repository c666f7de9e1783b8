"""The clinical review of pages: what a page may never say, what it must say, and how it says it.

    findings = review(page)   # a Wagtail page: live, a draft, or not saved yet
    findings.has_errors

`examine` does the same for a ReviewedPage made by hand. The rules are data, in rules/.
"""

from .examination import examine, examine_together
from .finding import Finding, Findings, Severity
from .page import ReviewedPage
from .reading_grade import grade_of_page
from .rulebook import read_rulebook

__all__ = ["Finding", "Findings", "ReviewedPage", "Severity", "examine", "grades", "review", "review_all"]


def review(page, today=None):
    """The findings about one Wagtail page."""
    return review_all([page], today)[0]


def review_all(pages, today=None):
    """The findings about each of these Wagtail pages, which are also compared with one another.

    Sources and links are looked up once for all of them.
    """
    # Imported late, so that rules and checks can be used where there is no Django.
    from .wagtail_page import clinics_today, read_pages

    return examine_together(read_pages(pages), today or clinics_today())


def grades(pages):
    """The reading grade of each of these Wagtail pages, or None for one that is too short to grade."""
    from .wagtail_page import read_pages

    rulebook = read_rulebook()
    return [grade_of_page(page, rulebook) for page in read_pages(pages)]
