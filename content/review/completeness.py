"""Whether a page has everything that its readers need."""


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
