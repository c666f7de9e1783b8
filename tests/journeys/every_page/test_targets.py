"""A shaking thumb hits what it aims at."""

# Chosen by what they are for; each must be on some page.
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


def test_actions_and_form_controls_measure_44_px_and_all_others_24(every_place):
    unseen = set(ACTIONS)
    found = []

    for name, page, _ in every_place(width=360, height=740):
        for selector in ACTIONS:
            elements = page.evaluate(ACTIONS_UNDER, [selector, 44])
            unseen -= {selector} if elements else set()
            found += [f"{name} (44): {element}" for element in elements if element]
        found += [f"{name} (24): {element}" for element in page.evaluate(LONE_CONTROLS_UNDER, 24)]

    assert not found, "\n".join(found)
    assert unseen == set(), "These are on no page any more; name what took their place."
