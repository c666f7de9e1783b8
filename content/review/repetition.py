"""Titles and descriptions that two pages share, so that a list of search results cannot tell them apart."""

from .page import Kind


def repeated(pages, rulebook):
    """Pairs: a page, and a finding about it."""
    for rule_id, kind in (("repeated-title", Kind.TITLE), ("repeated-description", Kind.DESCRIPTION)):
        first_with = {}
        for page in pages:
            text = page.head_of_kind(kind)
            first = first_with.setdefault(text.casefold(), page)
            if text and first is not page:
                yield page, rulebook[rule_id].finding(kind.capitalize(), text, other=first.address)
