"""The clinical review of pages: what a page may never say, what it must say, and how it says it.

`examine` puts a ReviewedPage to every rule; content/page_review reads one from a Wagtail page. The rules are data, in
rules/.
"""

from .engine import examine, examine_together
from .page import ReviewedPage
from .rulebook import Finding, Findings, Severity

__all__ = ["Finding", "Findings", "ReviewedPage", "Severity", "examine", "examine_together"]
