"""A walk through a page with the Tab key, the way somebody without a mouse goes."""

TOP = """() => {
  window.stopsSeen = new Set();
  document.documentElement.tabIndex = -1;
  document.documentElement.focus();
}"""

# A group of radio buttons is one stop.
WAITING = """() => {
  const stops = [...document.querySelectorAll(
    "a[href], button, summary, select, textarea, input:not([type=hidden]), [tabindex='0']")];
  const groups = new Set();
  return stops.filter(stop => {
    if (stop.disabled || stop.tabIndex < 0 || !stop.checkVisibility({visibilityProperty: true})) return false;
    if (stop.type !== "radio") return true;
    return !groups.has(stop.name) && groups.add(stop.name);
  }).length;
}"""

STOP = """() => {
  const stop = document.activeElement;
  if (!stop || stop === document.body || stop === document.documentElement) return {is: "the end"};
  if (window.stopsSeen.has(stop)) return {is: "the end"};
  window.stopsSeen.add(stop);

  const ringed = (element, part) => {
    const style = getComputedStyle(element, part);
    // "auto" is the browser's own ring, which is thick enough whatever width it gives.
    return style.outlineStyle === "auto" || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
      && !/^rgba\\(.*, 0\\)$|^transparent$/.test(style.outlineColor));
  };
  // A row or a tile may carry the ring of the link or the button within it.
  const carriers = [stop, stop.parentElement, stop.closest("label, li")].filter(Boolean);
  const problems = [];
  if (!carriers.some(carrier => ringed(carrier) || ringed(carrier, "::after"))) problems.push("no outline of 2 px");

  const box = stop.getClientRects()[0];
  // Browsers bring the line with the caret into view, not the whole of a long text.
  if (stop.tagName === "TEXTAREA")
    box.height = Math.min(box.height, 4 * parseFloat(getComputedStyle(stop).fontSize));
  const fits = box.height <= innerHeight && box.width <= innerWidth;
  const inside = box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
  if (fits && !inside) problems.push("not wholly on screen");
  const hit = document.elementFromPoint(box.left + box.width / 2, Math.min(box.top + box.height / 2, innerHeight - 1));
  if (!hit || !(stop.contains(hit) || hit.closest("label")?.control === stop))
    problems.push("hidden behind " + (hit ? hit.outerHTML.slice(0, 60) : "nothing"));
  return {is: stop.outerHTML.slice(0, 100), problems};
}"""


def start_at_the_top(page):
    page.evaluate(TOP)


def problems_on_a_walk(page):
    """Every stop that cannot be seen, and a walk that ends too soon or does not end."""
    start_at_the_top(page)
    waiting = page.evaluate(WAITING)
    stops = []
    for _ in range(waiting + 5):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["is"] == "the end":
            break
        stops.append(stop)
    problems = [f"{problem}: {stop['is']}" for stop in stops for problem in stop["problems"]]
    if len(stops) != waiting:
        last = stops[-1]["is"] if stops else "the top"
        problems.append(f"{len(stops)} stops where {waiting} controls wait; the last was {last}")
    return problems


def problems_of_skipping(page):
    start_at_the_top(page)
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    then = page.evaluate("document.activeElement.id")
    if (first, then) != ("Skip to main content", "main"):
        yield f"the first stop is {first!r} and leads to #{then}"
