"""The pages the site starts with: all there, all linked, nothing of the clinic's introduction lost."""

import re
import tomllib
from pathlib import Path

import pytest

from content.models import Source
from tests.content.blocks.test_illustrations import drawings_at

SEED_FACTS = tomllib.loads((Path(__file__).parent / "seed_facts.toml").read_text())
ADDRESSES = """
/ /how-it-works/ /conditions/ /conditions/treatment-resistant-depression/ /conditions/major-depressive-disorder/
/conditions/bipolar-depression/ /conditions/anxiety-disorders/ /conditions/ptsd/ /conditions/chronic-pain/
/treatments/ /treatments/iv-infusion/ /treatments/esketamine-nasal-spray/ /treatments/other-routes/
/your-session/ /what-to-expect/ /safety/ /medicines/ /your-care-plan/ /questions/ /costs/ /crisis-help/ /how-we-review/
/privacy/ /accessibility/
/team/ /visit/ /family/ /for-clinicians/
/compare-treatments/ /age-and-pregnancy/ /long-use/ /ketamine-at-home/ /choosing-a-clinic/
""".split()


def words_of(page):
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def facts_on(page):
    return {fact for carried in re.findall(r'data-facts="([^"]+)"', page) for fact in carried.split()}


def test_every_page_of_the_introduction_is_there(html):
    assert set(html) == set(ADDRESSES)


def test_all_51_facts_are_on_the_pages_that_must_carry_them(html):
    missing = {
        (fact, address)
        for fact, entry in SEED_FACTS.items()
        for address in entry["pages"]
        if fact not in facts_on(html[address])
    }

    assert len(SEED_FACTS) == 51
    assert missing == set()


def test_every_link_within_the_site_leads_somewhere(html, client):
    links = {link for page in html.values() for link in re.findall(r'href="(/[^"#]*)', page)}
    links = {link for link in links if not link.startswith("/static/")}

    assert len(links) > 20
    assert {link for link in links if client.get(link).status_code != 200} == set()


def test_every_anchor_within_a_page_exists(html):
    dead = {
        (address, anchor)
        for address, page in html.items()
        for anchor in re.findall(r'href="#([^"]+)"', page)
        if f'id="{anchor}"' not in page
    }

    assert dead == set()
    assert 'id="report-a-mistake"' in html["/how-we-review/"]


def test_every_page_has_crisis_help_and_one_heading_of_its_own(html):
    for address, page in html.items():
        assert 'href="tel:988"' in page, address
        assert 'href="sms:988"' in page, address
        assert 'href="tel:911"' in page, address
        assert page.count("<h1") == 1, address


def test_titles_and_descriptions_are_unique_and_short(html):
    titles = [re.search(r"<h1[^>]*>(.*?)</h1>", page, re.S)[1].strip() for page in html.values()]
    descriptions = [re.search(r'name="description" content="([^"]*)"', page)[1] for page in html.values()]

    assert len(set(titles)) == len(set(descriptions)) == len(ADDRESSES)
    assert max(map(len, titles)) <= 65
    assert max(map(len, descriptions)) <= 155


def test_no_page_claims_to_be_reviewed_before_a_clinician_signed_it(html):
    for address, page in html.items():
        assert "Clinical review pending" in page, address
        assert re.search(r"Last checked: November 2[378], 2026", words_of(page)), address


@pytest.mark.parametrize("address", [a for a in ADDRESSES if a.startswith(("/conditions/", "/treatments/"))])
def test_regulatory_status_comes_first(html, address):
    main = re.sub(r"<[^>]+>", " ", html[address].split("<main")[1])
    first_words = " ".join(main.split()[:150])

    assert re.search("off-label|FDA-approved|not approved by the FDA", first_words, re.I)


def test_sources_carry_no_doubtful_detail(html):
    assert Source.objects.count() > 40
    assert not Source.objects.filter(citation__icontains="check").exists()


def test_the_starter_pages_are_drawn(client):
    assert drawings_at("/how-it-works/", client) == ["synapse"]
    assert drawings_at("/what-to-expect/", client) == ["visit", "series"]
