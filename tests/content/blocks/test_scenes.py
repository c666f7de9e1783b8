"""A day scene by scene: what happens, then what may be hard, each with a picture."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.models import InformationPage
from content.page_review.reviews import review
from tests.builders.pages import make_image, make_information_page, make_source

pytestmark = pytest.mark.django_db

ARRIVE = {"when": "When you arrive", "title": "A door", "text": "Somebody lets you in.", "drawing": "arrive"}
HOME = {
    "when": "Afterward",
    "title": "Home",
    "text": "A friend drives.",
    "hard": "You may be tired.",
    "drawing": "home",
}


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def page_with(*scenes, sources=(), slug="day"):
    value = {"scenes": list(scenes), "sources": [source.pk for source in sources]}
    return make_information_page(slug, body=[{"type": "scenes", "value": value}])


def scenes_on(page, client):
    return re.findall(r"<li class=\"scenes__scene.*?</li>", client.get(page.url).text, re.S)


def rules_broken_by(page):
    return {finding.rule for finding in review(page).errors}


def photo(words):
    return {"image": make_image().pk, "alt_text": words, "decorative": False}


def test_scenes_are_told_in_their_order_with_what_may_be_hard_and_end_with_the_sources(client):
    page = page_with(ARRIVE, HOME, sources=[make_source("R51")])

    first, second = scenes_on(page, client)

    assert [words in first for words in ("When you arrive", "A door", "Somebody lets you in.")] == [True] * 3
    assert first.count("<svg") == 1
    assert second.index("A friend drives.") < second.index("You may be tired.") < second.index("#source-R51")
    assert "#source" not in first


def test_a_scene_without_a_photograph_needs_no_words_for_it():
    assert "no-alternative-text" not in rules_broken_by(page_with(ARRIVE, HOME))


def test_a_photograph_of_the_clinic_takes_the_place_of_the_drawing(client):
    page = page_with(ARRIVE | {"picture": photo("Our door.")}, HOME)

    first, _ = scenes_on(page, client)

    assert 'alt="Our door."' in first
    assert "<svg" not in first
    assert len(InformationPage.objects.get(pk=page.pk).picture_ids) == 1
    assert "no-alternative-text" not in rules_broken_by(page)


def test_a_photograph_in_a_scene_needs_words():
    assert "no-alternative-text" in rules_broken_by(page_with(ARRIVE | {"picture": photo("")}, HOME))


def test_a_scene_makes_no_claim():
    assert "F07" in rules_broken_by(page_with(ARRIVE, HOME | {"hard": "Ketamine is a cure."}))


def test_photographs_of_scenes_are_read_together(client):
    one, six = page_with(ARRIVE | {"picture": photo("Our door.")}, HOME), page_with(*photographed(6), slug="six")

    assert queries_of(six, client) == queries_of(one, client)


def photographed(number):
    return [ARRIVE | {"picture": photo(f"Door {count}.")} for count in range(number)]


def queries_of(page, client):
    client.get(page.url)
    with CaptureQueriesContext(connection) as queries:
        client.get(page.url)
    return len(queries)
