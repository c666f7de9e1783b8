"""The checks of docs/content-checks.md that no other test holds, on the starter pages as visitors get them: as text,
as findings, and as reviewers see them.
"""

import re
from dataclasses import dataclass
from datetime import date
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from content.models import Source
from content.page_review.page_reader import read_pages
from content.page_review.reviews import measure_all, review_all
from content.review.page import PROSE, Kind
from content.review.reading import sentences_of, words_of

TODAY = date(2026, 11, 28)
MECHANISM = re.compile(r"\b(?:brain|glutamate|receptor|nerve cells?)\b", re.IGNORECASE)
AS_AN_IDEA = re.compile(r"\b(?:thinks?|may|ideas?|not (?:known|settled|sure)|unknown|theory)\b", re.IGNORECASE)
OTHER_CONDITIONS = re.compile(
    r"\b(?:OCD|obsessive|Lyme|addiction|alcohol use|opioid|migraine|autism|ADHD|fibromyalgia|eating disorder)\b", re.I
)
EVERY_PAGE = {
    "call": r'href="tel:988"',
    "text": r'href="sms:988"',
    "emergency": r"\b911\b",
    "reviewed": r"Last checked",
    "next review": r"Next check due",
    "author": r"Written by",
    "reviewer": r"(?:Clinically reviewed by|Clinical review pending)",
    "sources": r"<h2[^>]*>\s*Sources",
    "no advice": r"not medical advice",
    "report": r"Report a mistake",
}


@dataclass
class Site:
    html: dict
    findings: dict
    measures: dict
    reviewed: dict
    sources: dict


@pytest.fixture(scope="package")
def site(starter_pages, html, django_db_blocker):
    with django_db_blocker.unblock():
        return Site(
            html=html,
            findings=dict(zip(html, review_all(starter_pages, TODAY), strict=True)),
            measures=dict(zip(html, measure_all(starter_pages), strict=True)),
            reviewed=dict(zip(html, read_pages(starter_pages), strict=True)),
            sources=dict(Source.objects.values_list("identifier", "citation")),
        )


def soup_of(html):
    return BeautifulSoup(html, "html.parser")


def main_words(html):
    return " ".join(soup_of(html).main.get_text(" ").split())


def findings_of(site, *rules):
    return [
        f"{address} {finding.rule}: {finding.sentence}"
        for address, findings in site.findings.items()
        for finding in findings
        if finding.rule in rules
    ]


def prose(page, *kinds):
    return [passage.text for passage in page.seen if passage.kind in (kinds or PROSE)]


def test_the_review_finds_no_error_on_any_page(site):
    errors = {address: findings.errors for address, findings in site.findings.items()}

    assert len(errors) == 33
    assert {address: found for address, found in errors.items() if found} == {}


def test_c05_the_status_stands_in_the_first_150_words(site):
    pages = [address for address in site.html if address == "/" or address.startswith(("/conditions/", "/treatments/"))]
    late = [
        address
        for address in pages
        if not re.search("off-label|FDA-approved|not approved by the FDA", first_words(site.html[address], 150))
    ]

    assert len(pages) == 12
    assert late == []


def first_words(html, count):
    return " ".join(main_words(html).split()[:count])


def test_c06_no_other_condition_is_offered_in_a_heading(site):
    headings = [
        (address, heading.get_text())
        for address, html in site.html.items()
        for heading in soup_of(html).find_all(["h1", "h2", "h3"])
    ]

    assert len(headings) > 200
    assert [heading for heading in headings if OTHER_CONDITIONS.search(heading[1])] == []


def test_c16_each_section_on_the_brain_marks_it_as_an_idea(site):
    sections = {}
    for block in site.reviewed["/how-it-works/"].blocks:
        if block.kind not in {"key_points", "questions"}:
            sections[block.section] = sections.get(block.section, "") + block.text + "\n"
    about_ketamine = {
        title: text for title, text in sections.items() if MECHANISM.search(text) and "etamine" in text and title
    }

    assert len(about_ketamine) >= 2
    assert [title for title, text in about_ketamine.items() if not AS_AN_IDEA.search(text)] == []


def test_c18_crisis_help_is_in_the_html_of_everything_a_visitor_can_get(site):
    others = {place: Client().get(place).content.decode() for place in ("/search/", "/consultation/", "/no-such-page/")}

    for place, html in (site.html | others).items():
        for link in ("tel:988", "sms:988"):
            assert f'href="{link}"' in html.split("<main")[0], (place, link)
        assert 'href="tel:911"' in html, place


def test_c19_no_page_has_another_number_to_call_in_a_crisis(site):
    links = {link for html in site.html.values() for link in re.findall(r'href="((?:tel|sms):[^"]*)"', html)}

    assert links == {"tel:988", "sms:988", "tel:911"}


def test_c20_crisis_help_is_one_step_away_and_small(site):
    for address, html in site.html.items():
        assert 'href="/crisis-help/"' in html, address
    assert len(site.html["/crisis-help/"].encode()) < 50 * 1024
    assert "<script" not in site.html["/crisis-help/"].replace('<script type="application/ld+json">', "")


def test_c21_pages_are_measured_as_readers_see_them(site):
    measured = {address: measures for address, measures in site.measures.items() if measures}

    assert len(measured) >= 20
    assert {address for address, measures in measured.items() if measures.flesch_kincaid > 7} == set()


def test_c22_sentences_are_short(site):
    lengths = {
        address: [len(words_of(sentence)) for text in prose(page) for sentence in sentences_of(text)]
        for address, page in site.reviewed.items()
    }
    of_all = [length for page in lengths.values() for length in page]

    assert len(of_all) > 1000
    assert {address: sum(page) / len(page) for address, page in lengths.items() if sum(page) / len(page) > 16} == {}
    assert sum(length <= 25 for length in of_all) >= 0.95 * len(of_all)
    assert max(of_all) <= 35


def test_c23_paragraphs_and_lists_are_short(site):
    paragraphs = [
        len(sentences_of(text)) for page in site.reviewed.values() for text in prose(page, Kind.PARAGRAPH, Kind.SUMMARY)
    ]
    lists = [length for page in site.reviewed.values() for block in page.blocks for length in block.lists]

    assert min(len(paragraphs), len(lists)) > 50
    assert sum(count <= 4 for count in paragraphs) >= 0.95 * len(paragraphs)
    assert sum(length <= 6 for length in lists) >= 0.95 * len(lists)


def test_c24_terms_are_explained_where_they_first_come(site):
    assert findings_of(site, "unexplained-term") == []


def test_c26_each_listed_source_is_cited_and_is_the_one_in_our_list(site):
    for address, html in site.html.items():
        soup = soup_of(html)
        listed = {item["id"].removeprefix("source-"): item for item in soup.select(".sources__item")}
        cited = {link["href"].removeprefix("#source-") for link in soup.select(".citations__link")}
        assert listed.keys() == cited, address
        for identifier, item in listed.items():
            assert " ".join(item.get_text().split()).startswith(" ".join(site.sources[identifier].split())), identifier
            assert all(link.get_text() == link["href"] for link in item.find_all("a")), identifier


def test_c28_no_page_has_a_name_number_or_price_that_only_the_clinic_knows(site):
    assert findings_of(site, "F20", "clinic-detail") == []


@pytest.mark.parametrize("what", EVERY_PAGE)
def test_c29_every_page_has(site, what):
    assert [address for address, html in site.html.items() if not re.search(EVERY_PAGE[what], unescape(html))] == []


def test_c30_every_page_is_checked_again_within_a_year(site):
    for address, page in site.reviewed.items():
        assert page.facts.last_reviewed <= TODAY < page.facts.next_review_due, address
        assert (page.facts.next_review_due - page.facts.last_reviewed).days <= 366, address


def test_c34_tables_have_their_heads_and_drawn_numbers_are_words_too(site):
    tables = [table for html in site.html.values() for table in soup_of(html).find_all("table")]
    figures = [figure for html in site.html.values() for figure in soup_of(html).select('[data-block="numbers"]')]

    assert tables
    assert len(figures) > 5
    for table in tables:
        assert table.caption.get_text(strip=True)
        assert table.find("th", scope="col")
        assert table.find("th", scope="row")
    for figure in figures:
        for drawn in figure.find_all("svg"):
            count = drawn.find("path")["d"].count("M")
            assert f"{count} out of 100" in drawn.find_previous_sibling("p").get_text()


def test_c35_each_page_has_one_title_of_at_most_65_characters(site):
    titles = [heading.get_text(strip=True) for html in site.html.values() for heading in soup_of(html).find_all("h1")]

    assert len(titles) == len(set(titles)) == 33
    assert max(map(len, titles)) <= 65
