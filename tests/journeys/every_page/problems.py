"""Whatever axe, a walk by keyboard and five widths find on a page of staff."""

from tests.journeys.every_page.axe import violations_in_every_mode
from tests.journeys.every_page.keyboard import problems_on_a_walk
from tests.journeys.every_page.sideways import sticks_out

WIDTHS = [320, 360, 768, 1280, 1920]


def problems_of(page):
    """Each as (kind, words): a rule of axe, "keyboard", or "sideways"."""
    for mode, violation in violations_in_every_mode(page):
        yield violation["rule"], f"({mode}): {violation['element']}\n    {violation['why']}"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        yield from (("sideways", f"({width} px): {problem}") for problem in sticks_out(page))
    for width in [360, 1280]:
        page.set_viewport_size({"width": width, "height": 900})
        yield from (("keyboard", f"({width} px): {problem}") for problem in problems_on_a_walk(page))
