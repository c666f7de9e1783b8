"""With colours of the reader's own, what was set off by its ground is set off by an edge."""

CARDS = [".button", ".care-card", ".panel", ".do-dont__part", ".call-panel", ".error-summary"]
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


def without_edge(page):
    for selector, least in SIDES.items():
        yield from (f"no edge: {element}" for element in page.evaluate(WITHOUT_EDGE, [selector, least]) if element)
