"""Whether a page says who wrote it and when it was checked, and is not overdue."""

from .expiring_fact import in_words


def check(page, rulebook, today):
    if page.facts is None:
        return
    place, facts = "About this page", page.facts
    if not facts.written_by:
        yield rulebook["no-author"].finding(place)
    if facts.last_reviewed is None:
        yield rulebook["no-last-review"].finding(place)
    elif facts.last_reviewed > today:
        yield rulebook["reviewed-in-future"].finding(place, day=in_words(facts.last_reviewed))
    if facts.next_review_due is None:
        yield rulebook["no-next-review"].finding(place)
    elif facts.next_review_due < today:
        yield rulebook["review-overdue"].finding(place, day=in_words(facts.next_review_due))
    elif facts.last_reviewed and facts.next_review_due > a_year_after(facts.last_reviewed):
        yield rulebook["next-review-too-late"].finding(place, day=in_words(a_year_after(facts.last_reviewed)))


def a_year_after(day):
    """February 29 has its anniversary on the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
