"""What people type leads to the starter page that answers it."""

import tomllib
from pathlib import Path

import pytest

from content.search.ranking import find
from content.search.results import results_for
from tests.content.search.test_ranking import addresses, search

ASKED = tomllib.loads((Path(__file__).parent / "questions_people_ask.toml").read_text())["find"]


def test_what_people_ask_most_leads_to_the_right_page(client):
    first = {words: (addresses(client, words) or ["nothing"])[0] for words in ASKED}

    assert len(ASKED) >= 30
    assert first == ASKED


def test_a_slip_of_the_finger_still_finds_the_page(client):
    misspelt = search(client, "esketemine")

    assert misspelt.context["results"][0].url == "/treatments/esketamine-nasal-spray/"
    assert "These come close" in misspelt.content.decode()


@pytest.mark.parametrize("words", ["i want to die", "suicde", "how to kill myself"])
def test_danger_shows_help_before_any_page(client, words):
    answer = search(client, words).content.decode().split("<main")[1]

    assert answer.index('href="tel:988"') < answer.index("results__item")


def test_a_search_without_a_result_keeps_crisis_help_and_suggests_pages(client):
    answer = search(client, "qqqq").content.decode()

    assert "find anything for" in answer
    assert 'href="tel:988"' in answer
    assert 'href="/safety/"' in answer.split("<main")[1]


def test_a_search_asks_little_of_the_database(django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        found = find("esketemine for depression")
        assert len(results_for(found.keys[:10], found.terms)) > 3


def test_nothing_of_a_search_is_logged(client, caplog):
    caplog.set_level("DEBUG")

    search(client, "bladder")

    ours = [record for record in caplog.records if not record.name.startswith("django.db")]
    assert [record for record in ours if "bladder" in record.getMessage()] == []


def test_every_part_that_a_result_leads_to_is_there(client, html):
    for words in ASKED:
        for result in search(client, words).context["results"]:
            if result.part:
                assert f'id="{result.part_url.split("#")[1]}"' in html[result.url], (words, result.part_url)
