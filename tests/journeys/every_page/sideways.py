"""Does anything stick out of the page, or is it cut off at the side?"""

STICKS_OUT = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const out = [...document.body.querySelectorAll("*")].filter(
    element => element.getBoundingClientRect().right > root.clientWidth + 1);
  const innermost = out.filter(element => !out.some(other => other !== element && element.contains(other)));
  return innermost.slice(0, 3).map(element => `${root.scrollWidth} px wide by ${element.outerHTML.slice(0, 100)}`);
}"""

CUT_OFF = """() => [...document.body.querySelectorAll("*:not(.visually-hidden)")].filter(element => {
  const style = getComputedStyle(element);
  return style.display !== "inline" && style.overflowX !== "visible" && element.clientWidth > 1
    && !(element instanceof SVGElement) && !["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName)
    && element.scrollWidth > element.clientWidth + 1;
}).map(element => `cut off: ${element.outerHTML.slice(0, 100)}`)"""


def sticks_out(page):
    return page.evaluate(STICKS_OUT)


def cut_off(page):
    return page.evaluate(CUT_OFF)
