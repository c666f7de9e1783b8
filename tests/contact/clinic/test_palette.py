"""Any brand color gives a site that everybody can read."""

import random

import pytest

from contact.clinic.oklch import color_of, contrast, oklch_of
from contact.clinic.palette import HOUSE_COLOR, contrasts, palette_of

WELL_KNOWN = [HOUSE_COLOR, "#6b3fa0", "#2f7d3a", "#c2410c", "#ffd400", "#ff00aa", "#000000", "#ffffff", "#808080"]
CHOSEN_AT_RANDOM = [f"#{random.Random(seed).randrange(2**24):06x}" for seed in range(40)]


@pytest.mark.parametrize("color", [*WELL_KNOWN, *CHOSEN_AT_RANDOM])
def test_every_text_has_its_contrast_on_every_ground(color):
    too_low = [pair for pair in contrasts(color) if pair[3] < pair[4]]

    assert too_low == []


def test_the_colors_of_the_house():
    palette = palette_of(HOUSE_COLOR)

    light = {"paper": "#fcf7f0", "brand": "#015259", "sun": "#fca074", "ink": "#132c2f", "stop-deep": "#8e1519"}
    assert palette["light"].items() >= light.items()
    assert palette["dark"].items() >= {"paper": "#0b1a1b", "brand": "#98d7de", "sun": "#f8a37a"}.items()


def test_light_and_dark_have_the_same_names():
    assert palette_of(HOUSE_COLOR)["light"].keys() == palette_of(HOUSE_COLOR)["dark"].keys()


def test_a_color_too_light_to_read_is_replaced_by_one_of_its_hue():
    yellow = "#ffd400"

    brand = palette_of(yellow)["light"]["brand"]

    assert contrast(yellow, palette_of(yellow)["light"]["paper"]) < 3
    assert contrast(brand, palette_of(yellow)["light"]["paper"]) >= 7
    assert abs(oklch_of(brand)[2] - oklch_of(yellow)[2]) < 12


def test_beside_a_warm_brand_the_button_is_gold():
    assert palette_of("#c2410c")["light"]["sun"] != palette_of(HOUSE_COLOR)["light"]["sun"]
    assert palette_of("#6b3fa0")["light"]["sun"] == palette_of(HOUSE_COLOR)["light"]["sun"]


@pytest.mark.parametrize("color", WELL_KNOWN)
def test_a_color_survives_the_way_to_oklch_and_back(color):
    assert color_of(*oklch_of(color)) == color


def test_contrast_of_black_and_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
