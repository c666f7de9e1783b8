"""What is promised of every public page, tried in one visit to it.

Each function takes the browser's page, in whatever state the ones before left it, and gives the problems it found.
"""

from tests.journeys.every_page.axe import violations_in_every_mode
from tests.journeys.every_page.edges import without_edge
from tests.journeys.every_page.keyboard import problems_of_skipping, problems_on_a_walk
from tests.journeys.every_page.paper import SHEET, problems_on_paper
from tests.journeys.every_page.sideways import cut_off, sticks_out
from tests.journeys.every_page.targets import too_small

PHONE, DESK = (360, 740), (1280, 900)
SIZES = [(320, 256), (320, 740), PHONE, (768, 1024), DESK, (1920, 1080)]
SPACED_WIDER = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }
"""
TWICE_AS_LARGE = "html { font-size: 200% !important }"


def resize(page, width, height):
    page.set_viewport_size({"width": width, "height": height})


def everything_is_reached_by_keyboard_and_seen(page):
    for size in [PHONE, DESK]:
        resize(page, *size)
        yield from (f"({size[0]} px): {problem}" for problem in problems_on_a_walk(page))
    yield from problems_of_skipping(page)


def nothing_scrolls_sideways(page):
    for width, height in SIZES:
        resize(page, width, height)
        yield from (f"({width} by {height}): {problem}" for problem in sticks_out(page))


def nothing_is_cut_off_when_text_is_larger_or_spaced_wider(page):
    for change in [SPACED_WIDER, TWICE_AS_LARGE]:
        style = page.add_style_tag(content=change)
        for width, height in [PHONE, DESK]:
            resize(page, width, height)
            problems = sticks_out(page) + cut_off(page)
            yield from (f"({width} px, {change.strip()[:30]}): {problem}" for problem in problems)
        style.evaluate("style => style.remove()")


def actions_are_large_enough(page):
    resize(page, *PHONE)
    yield from too_small(page)


def what_is_set_off_keeps_an_edge_in_forced_colours(page):
    resize(page, *PHONE)
    page.emulate_media(forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    yield from without_edge(page)
    page.emulate_media(forced_colors="none")


def paper_has_words_and_sources_and_nothing_to_press(page):
    resize(page, SHEET["width"], SHEET["height"])
    page.emulate_media(media="print")
    yield from problems_on_paper(page)
    page.emulate_media(media="screen")


def axe_finds_nothing(page):
    """Last: axe opens what is folded."""
    for mode, violation in violations_in_every_mode(page):
        yield f"({mode}) {violation['rule']}: {violation['element']}\n    {violation['why']}"


PROMISES = [
    everything_is_reached_by_keyboard_and_seen,
    nothing_scrolls_sideways,
    nothing_is_cut_off_when_text_is_larger_or_spaced_wider,
    actions_are_large_enough,
    what_is_set_off_keeps_an_edge_in_forced_colours,
    paper_has_words_and_sources_and_nothing_to_press,
    axe_finds_nothing,
]
