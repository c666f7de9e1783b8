"""Some questions have one answer: a page that comes first, or what the clinic says about itself."""

from datetime import date

import pytest

from content.models import PricesAndInsurance
from content.models.prices import InsurancePlan, Price
from content.search.answers import answer_to
from tests.builders.pages import make_information_page
from tests.content.search.test_ranking import addresses, search

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("how much", "/costs/"),
        ("How much is it?", "/costs/"),
        ("¿Dónde están?", "/visit/"),
        ("where are you guys", "/visit/"),
        ("do you take aetna", "/costs/"),
    ],
)
def test_little_words_and_accents_count(query, page):
    assert answer_to(query).page == page


@pytest.mark.parametrize(
    "query", ["", "ketamine", "results of the studies on pain", "is it open to doubt that it works"]
)
def test_a_word_that_is_the_least_part_of_a_question_answers_nothing(query):
    assert answer_to(query) is None


def test_the_longest_phrase_wins():
    assert answer_to("ride home").page == "/your-session/"
    assert answer_to("at home").page == "/treatments/other-routes/"


def test_the_page_that_answers_comes_first(client):
    make_information_page("privacy", title="Opening hours and phone numbers that we store")
    make_information_page("visit", title="Visit us")

    assert addresses(client, "opening hours")[0] == "/visit/"


def test_a_page_that_is_not_public_answers_nothing(client):
    make_information_page("visit", title="Visit us").unpublish()

    assert addresses(client, "opening hours") == []


def test_a_record_answers_above_the_pages_once_it_is_filled(client):
    make_information_page("costs", title="Costs")
    assert "data-record" not in search(client, "do you take aetna").content.decode()
    record = PricesAndInsurance.for_editor()
    record.as_of, record.prices = date(2026, 11, 1), [Price(what="Infusion", amount=450)]
    record.plans = [InsurancePlan(name="Aetna")]
    record.save_revision().publish()

    plans, prices = (search(client, words).content.decode() for words in ("do you take aetna", "how much"))

    assert plans.index('data-record="insurance"') < plans.index("results__item")
    assert "Aetna" in plans
    assert "Infusion: $450" in prices
