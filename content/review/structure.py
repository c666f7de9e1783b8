"""What a page must have, and how it is built: titles, descriptions, headings, lists, links and pictures."""

import re

from .page import Kind


def check_completeness(page, rulebook, today):
    for need in rulebook.requirements:
        if need.applies_to(page) and not is_met(need, page):
            yield need.rule.finding(page.title)


def is_met(need, page):
    return any(
        (
            need.text and need.text.search(words_of_page(page, need.first_words)),
            need.block and any(block.kind == need.block for block in page.blocks),
            need.link and any(need.link.search(link.address) for block in page.blocks for link in block.links),
            need.choice and any(need.choice in block.choices for block in page.blocks),
            need.cited_block and any(block.kind == need.cited_block and block.sources for block in page.blocks),
            need.cited and any(block.sources for block in page.blocks),
            need.cited_together and any(need.cited_together <= sources for sources in sources_by_section(page)),
        )
    )


def words_of_page(page, count):
    return " ".join(page.text.split()[:count]) if count else page.text


def sources_by_section(page):
    sections = {}
    for block in page.blocks:
        sections.setdefault(block.section, set()).update(block.sources)
    return sections.values()


def check_structure(page, rulebook, today):
    yield from wrong_titles(page, rulebook)
    yield from wrong_description(page, rulebook)
    yield from wrong_headings(page, rulebook)
    for block in page.blocks:
        for length in block.lists:
            if length > rulebook["long-list"].limit:
                yield rulebook["long-list"].finding(block.place, points=length)


def page_too_long(page, rulebook):
    rule, characters = rulebook["long-page"], sum(len(passage.text) for passage in page.passages)
    if characters > rule.limit:
        yield rule.finding("Whole page", characters=f"{characters:,}", most=f"{rule.limit:,}")


def wrong_titles(page, rulebook):
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


def wrong_description(page, rulebook):
    text = page.head_of_kind(Kind.DESCRIPTION)
    if not text:
        yield rulebook["no-description"].finding("Description for search engines")
    elif len(text) > rulebook["long-description"].limit:
        yield rulebook["long-description"].finding("Description for search engines", text, characters=len(text))


def wrong_headings(page, rulebook):
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


def check_links(page, rulebook, today):
    for block in page.blocks:
        for link in block.links:
            if not link.address:
                yield rulebook["lost-link"].finding(block.place, link.text)


FILE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)$|^(?:img|dsc|image)[-_ ]?\d+", re.IGNORECASE)
SAYS_PICTURE = re.compile(r"^(?:an? )?(?:image|picture|photo|photograph|graphic|icon) (?:of|showing)\b", re.IGNORECASE)


def check_pictures(page, rulebook, today):
    for block in page.blocks:
        for picture in block.pictures:
            if not picture.is_decorative:
                yield from wrong_alternative_text(picture.alternative_text.strip(), block.place, rulebook)


def wrong_alternative_text(text, place, rulebook):
    if not text:
        yield rulebook["no-alternative-text"].finding(place)
    elif FILE_NAME.search(text):
        yield rulebook["file-name-as-text"].finding(place, text)
    elif SAYS_PICTURE.search(text):
        yield rulebook["says-picture"].finding(place, text)
    elif len(text) > rulebook["long-alternative-text"].limit:
        yield rulebook["long-alternative-text"].finding(place, text, characters=len(text))


def repeated(pages, rulebook):
    """Pairs: a page, and a finding about it."""
    for rule_id, kind in (("repeated-title", Kind.TITLE), ("repeated-description", Kind.DESCRIPTION)):
        first_with = {}
        for page in pages:
            text = page.head_of_kind(kind)
            first = first_with.setdefault(text.casefold(), page)
            if text and first is not page:
                yield page, rulebook[rule_id].finding(kind.capitalize(), text, other=first.address)
