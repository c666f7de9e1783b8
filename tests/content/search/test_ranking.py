"""What people type leads to the page that answers it, on every database alike."""

from concurrent.futures import ThreadPoolExecutor
from string import ascii_lowercase
from unittest import mock

import pytest
from django.core.management import call_command

from clinic_site.management.commands.prepare import Command as Prepare
from content.models import InformationPage, SearchWord
from content.search.stemming import stem
from content.search.synonyms import read_synonyms
from tests.builders.pages import go_live_unreviewed, make_home_page, make_information_page

pytestmark = pytest.mark.django_db


def search(client, words):
    return client.get("/search/", {"q": words})


def addresses(client, words):
    return [result.url for result in search(client, words).context["results"]]


def test_danger_shows_help_even_where_no_page_speaks_of_it(client):
    make_home_page(summary="Nothing.")

    answer = search(client, "suicide").content.decode().split("<main")[1]

    assert "find anything for" in answer
    assert 'href="tel:988"' in answer


@pytest.mark.parametrize("words", ["drive", "drives", "driving", "Driving?", "DRIVE"])
def test_every_form_of_a_word_finds_it(client, words):
    make_information_page("day-of-treatment", title="You cannot drive")

    assert addresses(client, words) == ["/day-of-treatment/"]


def test_the_title_counts_more_than_the_text(client):
    make_information_page("a", title="Some page", body=[("text", {"text": "<p>bladder</p>", "sources": []})])
    make_information_page("b", title="Bladder")

    assert addresses(client, "bladder") == ["/b/", "/a/"]


def test_a_page_is_found_by_its_new_words_and_no_longer_by_its_old_ones(client):
    page = make_information_page("garden", title="Ferns")

    page.title = "Mosses"
    go_live_unreviewed(page)

    assert addresses(client, "mosses") == ["/garden/"]
    assert "/garden/" not in addresses(client, "ferns")


def test_the_words_of_a_draft_are_not_kept(client):
    page = make_information_page("costs", title="Fees")

    page.title = "Unpublished"
    page.save_revision()

    assert SearchWord.objects.filter(stem=stem("unpublished")).exists() is False
    assert addresses(client, "fees") == ["/costs/"]


def test_a_page_that_is_taken_offline_is_not_found(client):
    make_information_page("costs", title="Fees").unpublish()

    assert addresses(client, "fees") == []


def test_a_page_behind_a_password_is_not_found(client):
    from wagtail.models import PageViewRestriction

    page = make_information_page("costs", title="Fees")
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="let me in")

    assert addresses(client, "fees") == []


def test_index_pages_brings_back_what_is_missing(client):
    make_information_page("costs", title="Fees")
    SearchWord.objects.all().delete()

    call_command("index_pages", verbosity=0)

    assert addresses(client, "fees") == ["/costs/"]


def test_index_pages_removes_the_words_of_pages_that_are_no_longer_live():
    page = make_information_page("costs", title="Fees")
    InformationPage.objects.filter(pk=page.pk).update(live=False)

    call_command("index_pages", verbosity=0)

    assert not SearchWord.objects.filter(page=page).exists()


def test_index_pages_replaces_what_an_earlier_release_stored():
    page = make_information_page("costs", title="Fees")
    SearchWord.objects.create(page=page, stem="stem of an earlier release", weight=0.5)

    call_command("index_pages", verbosity=0)

    assert not SearchWord.objects.filter(stem="stem of an earlier release").exists()


def test_prepare_indexes_all_pages():
    with mock.patch("clinic_site.management.commands.prepare.call_command") as called:
        Prepare().load_starter_pages()

    assert called.mock_calls[-1] == mock.call("index_pages", verbosity=0)


def test_threads_stem_without_mixing_their_words():
    words = [f"{letter}{end}" for letter in ascii_lowercase for end in ("riving", "addicted", "onditional")]
    stem.cache_clear()

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(stem.__wrapped__, words * 50))

    assert found == [stem.__wrapped__(word) for word in words] * 50


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("drive drives driving", "drive drive drive"),
        ("addictive addicted addiction", "addict addict addict"),
        ("infusion infusions infused", "infus infus infus"),
        ("988 iv", "988 iv"),
    ],
)
def test_forms_of_a_word_have_one_stem(words, expected):
    assert [stem(word) for word in words.split()] == expected.split()


def test_every_synonym_says_what_it_means():
    for synonym in read_synonyms():
        assert synonym.typed
        assert synonym.means


def test_a_result_leads_to_the_part_of_the_page_that_answers(client):
    words = ("text", {"text": "<p>It can harm the bladder.</p>", "sources": []})
    other = ("text", {"text": "<p>It can raise blood pressure.</p>", "sources": []})
    headings = [("heading", {"text": title, "level": "2"}) for title in ("Heart", "Later on")]
    make_information_page("safety", title="Safety", body=[headings[0], other, headings[1], words])

    (result,) = search(client, "bladder").context["results"]

    assert (result.part, result.part_url) == ("Later on", "/safety/#later-on")
    assert 'id="later-on"' in client.get("/safety/").content.decode()
