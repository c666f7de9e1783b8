"""A shaking thumb hits what it aims at."""

# Chosen by what they are for.
ACTIONS = [".phone-bar__item", ".call-panel__number", ".button", ".field__control", ".choice"]

MEASURE = """
const seen = element => element.checkVisibility({visibilityProperty: true}) && !element.matches(".skip-link");
const problem = (element, least) => {
  const {width, height} = (element.closest("label") || element).getBoundingClientRect();
  return Math.min(width, height) > least - .01
    ? "" : `${Math.round(width)} by ${Math.round(height)} px: ${element.outerHTML.slice(0, 110)}`;
};
"""

ACTIONS_UNDER = (
    "([selector, least]) => {"
    + MEASURE
    + """
  return [...document.querySelectorAll(selector)].filter(seen).map(element => problem(element, least));
}"""
)

# WCAG lets a link in a sentence be as high as its line.
LONE_CONTROLS_UNDER = (
    "least => {"
    + MEASURE
    + """
  const inSentence = link => {
    const block = link.closest("p, li, dd, dt, td, th, figcaption, caption, legend, h1, h2, h3, div");
    const inline = getComputedStyle(link).display.startsWith("inline");
    return link.tagName === "A" && inline && block
      && block.textContent.trim().length > link.textContent.trim().length;
  };
  return [...document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")]
    .filter(element => seen(element) && !inSentence(element)).map(element => problem(element, least)).filter(Boolean);
}"""
)


def too_small(page):
    """Actions and form controls measure 44 px, all other controls 24."""
    for selector in ACTIONS:
        yield from (f"(44): {element}" for element in page.evaluate(ACTIONS_UNDER, [selector, 44]) if element)
    yield from (f"(24): {element}" for element in page.evaluate(LONE_CONTROLS_UNDER, 24))
