"""axe-core, run inside the page. Its file is put there by script/test."""

from pathlib import Path

AXE = (Path(__file__).resolve().parents[3] / "node_modules/axe-core/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A colour that is still fading into another is nobody's colour.
RUN = """async ([rules, part]) => {
  document.getAnimations().forEach(animation => animation.finish());
  const found = await axe.run(part, {runOnly: rules, resultTypes: ["violations"]});
  return found.violations.flatMap(({id, nodes}) => nodes.map(node => ({
    rule: id, element: node.html.slice(0, 160), why: node.failureSummary.split("\\n").slice(1).join(" ").trim()})));
}"""
SIZES = [(360, 740), (1280, 900)]


def put_axe_into(page):
    page.evaluate(AXE)
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")


def violations(page, part="html"):
    return page.evaluate(RUN, [RULES, part])


def violations_in_every_mode(page):
    """Small and large, light and dark: each as (mode, violation)."""
    put_axe_into(page)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ["light", "dark"]:
            page.emulate_media(color_scheme=scheme)
            for violation in violations(page):
                yield f"{width} px, {scheme}", violation
