"""Each number on a starter page has its fact, and each fact its source."""

import re
from pathlib import Path

from bs4 import BeautifulSoup

import content.starter
from content.starter.facts import FACTS as FACTS_OF_PAGES
from content.starter.facts import IN_RESERVE, numbers_in, read_facts
from content.starter.files import read_page_files, read_sources

FOLDER = Path(content.starter.__file__).parent / "en"
FACTS = read_facts()
PAGES = {page.path: page.data for page in read_page_files(FOLDER)}
# Fields of a file that are no words of the page.
NO_WORDS = {"block", "facts", "sources", "level", "pages", "drawing", "action"}
NO_WORDS_OF_A_PAGE = {"type", "slug", "order", "body", "evidence", "last_reviewed", "next_review_due"}
# The 51 facts of the clinic's introduction, which tests/content/starter_pages/test_starter_pages.py looks after.
INTRODUCTION = re.compile(r"S\d\d")


def blocks_of(page):
    return [*page.get("evidence", []), *page["body"]]


def blocks():
    return [
        (f"{path} {number}", path, block)
        for path, page in PAGES.items()
        for number, block in enumerate(blocks_of(page))
    ]


def words_of(data, without=frozenset()):
    match data:
        case dict():
            return " | ".join(words_of(value) for name, value in data.items() if name not in without)
        case list():
            return " | ".join(words_of(item) for item in data)
        case str():
            return BeautifulSoup(data, "html.parser").get_text(" ")
    return str(data)


def facts_of(block):
    return block.get("facts", "").split()


def numbers_of_facts(names):
    return {number for name in names if name in FACTS for number in numbers_in(FACTS[name].says)}


def test_each_number_in_a_block_is_in_a_fact_that_the_block_names():
    bare = {
        place: numbers
        for place, _, block in blocks()
        if (numbers := numbers_in(words_of(block, NO_WORDS)) - numbers_of_facts(facts_of(block)))
    }

    assert bare == {}


def test_each_number_in_the_head_of_a_page_is_in_a_fact_that_its_body_names():
    bare = {}
    for path, page in PAGES.items():
        known = numbers_of_facts(name for block in blocks_of(page) for name in facts_of(block))
        bare[path] = numbers_in(words_of(page, NO_WORDS_OF_A_PAGE)) - known

    assert {path: numbers for path, numbers in bare.items() if numbers} == {}


def test_each_fact_that_a_block_names_has_a_source_where_its_words_stand():
    """Key points and headings cannot cite: for them the page does."""
    unsourced = []
    for place, path, block in blocks():
        on_page = {source for other in blocks_of(PAGES[path]) for source in other.get("sources", [])}
        cited = set(block.get("sources", [])) or on_page
        unsourced += [
            f"{place}: {name}"
            for name in facts_of(block)
            if name in FACTS and FACTS[name].sources and not cited & set(FACTS[name].sources)
        ]

    assert unsourced == []


def test_facts_are_known_used_and_rest_on_something():
    used = {name for _, _, block in blocks() for name in facts_of(block)}
    sources = {source["identifier"] for source in read_sources(FOLDER)}

    assert {name for name in used - FACTS.keys() if not INTRODUCTION.fullmatch(name)} == set()
    assert read_facts(FACTS_OF_PAGES).keys() - used == set()
    assert {name for name, fact in FACTS.items() if bool(fact.sources) == bool(fact.rests_on)} == set()
    assert {source for fact in FACTS.values() for source in fact.sources} - sources == set()


def test_a_fact_stands_in_one_file():
    assert read_facts(FACTS_OF_PAGES).keys() & read_facts(IN_RESERVE).keys() == set()


def test_a_denominator_is_no_number_of_its_own():
    assert numbers_in("About 23 in 100 of 2,665 people, 4 in 1,000") == {"23", "2665", "4"}


def test_how_many_studies_a_list_holds_is_no_number_of_its_own():
    assert numbers_in("See the studies of the spray (9) | In 223 people") == {"223"}
