"""With colours of the reader's own, what was set off by its ground is set off by an edge."""

CARDS = [".button", ".care-card", ".care-card__level", ".panel", ".do-dont__part", ".call-panel", ".error-summary"]
CONTROLS = [".field__control", ".choice"]
STRIPS = [".phone-bar", ".notice", ".crisis-strip", ".site-footer"]
SIDES = dict.fromkeys(CARDS + CONTROLS, 4) | dict.fromkeys(STRIPS, 1)

WITHOUT_EDGE = """([selector, sides]) => [...document.querySelectorAll(selector)]
  .filter(element => element.checkVisibility())
  .map(element => {
    const style = getComputedStyle(element);
    const edged = side => style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) >= 1;
    const edges = ["Top", "Right", "Bottom", "Left"].filter(edged).length;
    return edges >= sides || style.outlineStyle !== "none" ? "" : element.outerHTML.slice(0, 100);
  })"""


def test_buttons_cards_notices_and_bars_keep_an_edge(every_place):
    unseen = set(SIDES)
    found = []

    for name, page, _ in every_place(width=360, height=740, forced_colors="active"):
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        for selector, least in SIDES.items():
            elements = page.evaluate(WITHOUT_EDGE, [selector, least])
            unseen -= {selector} if elements else set()
            found += [f"{name}: no edge: {element}" for element in elements if element]

    assert not found, "\n".join(found)
    assert unseen == set(), "These are on no page any more; name what took their place."
