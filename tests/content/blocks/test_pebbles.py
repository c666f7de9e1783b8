"""Fields of a hundred pebbles: what they draw is what was counted."""

import re

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from content.blocks.evidence import NumbersBlock, difference, groups_of_people
from content.blocks.pebbles import filled, hollow, ring

COUNTED = {
    "title": "Feeling better",
    "outcome": "felt better",
    "time": "after 4 weeks",
    "people": 223,
    "treatment_label": "With the spray",
    "treatment_per_100": 69,
    "comparison_label": "With a placebo",
    "comparison_per_100": 52,
}
ALONE = COUNTED | {"comparison_label": "", "comparison_per_100": None}


def places(path):
    return re.findall(r"M(\d+) (\d+)h3", path)


@pytest.mark.parametrize("count", [0, 1, 10, 52, 99, 100])
def test_each_of_a_hundred_is_drawn_once(count):
    assert len(places(filled(count))) == count
    assert len({*places(filled(count)), *places(hollow(count))}) == 100


def test_a_field_fills_from_the_bottom():
    lowest, second = places(filled(10)), places(filled(11))[10:]

    assert {y for _, y in lowest} == {"194"}
    assert second == [("12", "174")]


@pytest.mark.parametrize(
    ("fewer", "more", "path"),
    [
        (52, 55, "M43 104L103 104L103 84L43 84Z"),
        (50, 60, "M3 104L203 104L203 84L3 84Z"),
        (58, 63, "M163 104L203 104L203 84L163 84ZM3 84L63 84L63 64L3 64Z"),
        (55, 65, "M103 104L203 104L203 84L103 84ZM3 84L103 84L103 64L3 64Z"),
        (52, 69, "M43 104L203 104L203 84L183 84L183 64L3 64L3 84L43 84Z"),
        (28, 64, "M163 164L203 164L203 84L83 84L83 64L3 64L3 144L163 144Z"),
        (8, 23, "M163 204L203 204L203 164L63 164L63 144L3 144L3 184L163 184Z"),
        (0, 100, "M3 204L203 204L203 24L203 24L203 4L3 4L3 184L3 184Z"),
        (40, 40, ""),
    ],
)
def test_the_ring_goes_round_the_difference(fewer, more, path):
    assert ring(fewer, more) == path


def test_only_the_larger_group_is_ringed():
    groups = groups_of_people(COUNTED)

    assert [bool(group["ring"]) for group in groups] == [True, False]
    assert difference(groups) == {"label": "", "more": 17}


def test_a_group_to_compare_with_is_named_where_it_is_the_larger_one():
    groups = groups_of_people(COUNTED | {"comparison_per_100": 80})

    assert [bool(group["ring"]) for group in groups] == [False, True]
    assert difference(groups) == {"label": "With a placebo", "more": 11}


@pytest.mark.parametrize("value", [ALONE, COUNTED | {"comparison_per_100": 69}])
def test_nothing_is_more_in_one_group_or_in_two_that_are_the_same(value):
    groups = groups_of_people(value)

    assert difference(groups) is None
    assert not any(group["ring"] for group in groups)


def shown(value):
    groups = groups_of_people(value)
    context = {"value": value | {"sources": []}, "groups": groups, "difference": difference(groups)}
    return BeautifulSoup(render_to_string("content/blocks/numbers.html", context), "html.parser")


def test_the_words_say_all_that_the_drawing_says():
    figure = shown(COUNTED)

    words = " ".join(figure.get_text(" ").split())
    assert "69 out of 100 felt better With the spray" in words
    assert "52 out of 100 felt better With a placebo" in words
    assert "17 more in every 100 felt better" in words
    assert "Counted after 4 weeks. 223 people took part." in words
    assert {svg["aria-hidden"] for svg in figure.find_all("svg")} == {"true"}
    assert all(svg["width"] and svg["height"] for svg in figure.find_all("svg"))


def test_one_group_says_that_there_was_no_other():
    figure = shown(ALONE)

    assert len(figure.find_all("svg")) == 1
    assert "There was no comparison group." in figure.get_text()


def test_no_difference_is_marked_where_it_could_be_chance():
    block = NumbersBlock()
    value = block.to_python(COUNTED | {"may_be_chance": True})

    figure = BeautifulSoup(block.render(value), "html.parser")

    assert "This difference could be chance." in figure.get_text()
    assert "more in every 100" not in figure.get_text()
    assert not figure.find_all(class_="numbers__ring")
