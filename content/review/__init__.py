"""The clinical review of pages: what a page may never say, what it must say, and how it says it.

    findings = review(page)   # a Wagtail page: live, a draft, or not saved yet
    findings.has_errors

`examine` does the same for a ReviewedPage made by hand. The rules are data, in rules/.
"""

from datetime import date

from .examination import examine
from .finding import Finding, Findings, Severity
from .page import ReviewedPage

__all__ = ["Finding", "Findings", "ReviewedPage", "Severity", "examine", "review", "review_all"]


def review(page, today=None):
    """The findings about one Wagtail page."""
    return next(review_all([page], today))[1]


def review_all(pages, today=None):
    """Each Wagtail page with its findings; what the pages refer to is looked up once for all of them."""
    # Imported late, so that rules and checks can be used where there is no Django.
    from .wagtail_page import read_pages

    pages = list(pages)
    for page, reviewed_page in zip(pages, read_pages(pages), strict=True):
        yield page, examine(reviewed_page, today or date.today())
