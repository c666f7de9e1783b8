"""Titles, descriptions, headings and lists of the length and order that readers and search engines can follow."""

from .page import Kind


def check(page, rulebook, today):
    yield from title(page, rulebook)
    yield from description(page, rulebook)
    yield from headings(page, rulebook)
    for block in page.blocks:
        for length in block.lists:
            if length > rulebook["long-list"].limit:
                yield rulebook["long-list"].finding(block.place, points=length)


def whole_page(page, rulebook):
    rule, characters = rulebook["long-page"], sum(len(passage.text) for passage in page.passages)
    if characters > rule.limit:
        yield rule.finding("Whole page", characters=f"{characters:,}", most=f"{rule.limit:,}")


def title(page, rulebook):
    """Search results show the title for search engines, or for want of it the title of the page."""
    own, for_search = page.head_of_kind(Kind.TITLE), page.head_of_kind(Kind.SEARCH_TITLE)
    yield from too_long(own, "Title", rulebook["long-title"])
    if for_search:
        yield from too_long(for_search, "Title for search engines", rulebook["long-search-title"])
    elif len(own) <= rulebook["long-title"].limit:
        yield from too_long(own, "Title", rulebook["long-search-title"])


def too_long(text, place, rule):
    if len(text) > rule.limit:
        yield rule.finding(place, text, characters=len(text))


def description(page, rulebook):
    text = page.head_of_kind(Kind.DESCRIPTION)
    if not text:
        yield rulebook["no-description"].finding("Description for search engines")
    elif len(text) > rulebook["long-description"].limit:
        yield rulebook["long-description"].finding("Description for search engines", text, characters=len(text))


def headings(page, rulebook):
    """The title is level 1; the body must not jump from there to 3."""
    level = 1
    for block in page.blocks:
        for heading in block.passages:
            if heading.kind == Kind.HEADING and heading.level:
                if heading.level > level + 1:
                    yield rulebook["skipped-heading"].finding(heading.place, heading.text)
                level = heading.level
    yield from empty_sections(page, rulebook)


def empty_sections(page, rulebook):
    followers = [*page.blocks[1:], None]
    for block, follower in zip(page.blocks, followers, strict=False):
        if block.kind == "heading" and (follower is None or follower.section != block.section):
            yield rulebook["empty-section"].finding(block.place, block.section)
