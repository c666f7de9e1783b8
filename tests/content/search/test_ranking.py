"""What people type leads to the page that answers it, on every database alike."""

import pytest
from django.core.management import call_command

from content.models import InformationPage, SearchRecipe, SearchWord
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

    assert "No page found" in answer
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
    page = make_information_page("costs", title="Fees")

    page.title = "Prices"
    go_live_unreviewed(page)

    assert addresses(client, "prices") == ["/costs/"]
    assert "/costs/" not in addresses(client, "fees")


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


def start_anew():
    call_command("index_pages", missing=True, verbosity=0)


def test_a_start_makes_no_words_that_are_there(django_assert_num_queries):
    make_information_page("costs", title="Fees")
    start_anew()
    made = set(SearchWord.objects.values_list("pk"))

    with django_assert_num_queries(7):
        start_anew()

    assert made
    assert set(SearchWord.objects.values_list("pk")) == made


def test_a_start_makes_the_words_of_a_page_that_has_none(client):
    start_anew()
    make_information_page("costs", title="Fees")
    SearchWord.objects.all().delete()

    start_anew()

    assert addresses(client, "fees") == ["/costs/"]


def test_a_start_takes_away_the_words_of_pages_that_are_no_longer_live():
    page = make_information_page("costs", title="Fees")
    start_anew()
    InformationPage.objects.filter(pk=page.pk).update(live=False)

    start_anew()

    assert not SearchWord.objects.filter(page=page).exists()


def test_a_release_that_makes_words_in_another_way_makes_all_anew(client):
    page = make_information_page("costs", title="Fees")
    start_anew()
    SearchWord.objects.filter(page=page, stem=stem("fees")).delete()
    SearchRecipe.objects.update(digest="of an older release")

    start_anew()

    assert addresses(client, "fees") == ["/costs/"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("caresses ponies ties cats", "caress poni ti cat"),
        ("agreed plastered motoring", "agre plaster motor"),
        ("conflated hopping falling filing", "conflat hop fall file"),
        ("happy sky relational conditional", "happi sky relat condit"),
        ("triplicate hopeful goodness", "triplic hope good"),
        ("allowance adjustment adoption effective", "allow adjust adopt effect"),
        ("probate rate cease controll roll", "probat rate ceas control roll"),
        ("addictive addicted addiction", "addict addict addict"),
        ("naïve 988 iv", "naïve 988 iv"),
    ],
)
def test_stems_are_those_of_porter(words, expected):
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
