"""Nothing needs sideways scrolling, at any width, at great zoom, or with text that is larger or spaced wider."""

from tests.journeys.every_page.sideways import cut_off, sticks_out

SIZES = [(320, 256), (320, 740), (360, 740), (768, 1024), (1280, 900), (1920, 1080)]
SPACED_WIDER = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }
"""
TWICE_AS_LARGE = "html { font-size: 200% !important }"


def test_no_page_scrolls_sideways_at_any_width(every_place):
    found = []

    for name, page, _ in every_place():
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            found += [f"{name} ({width} by {height}): {problem}" for problem in sticks_out(page)]

    assert not found, "\n".join(found)


def test_nothing_is_cut_off_when_text_is_larger_or_spaced_wider(every_place):
    found = []

    for name, page, _ in every_place(bypass_csp=True):
        for change in [SPACED_WIDER, TWICE_AS_LARGE]:
            style = page.add_style_tag(content=change)
            for width, height in [(360, 740), (1280, 900)]:
                page.set_viewport_size({"width": width, "height": height})
                problems = sticks_out(page) + cut_off(page)
                found += [f"{name} ({width} px, {change.strip()[:30]}): {problem}" for problem in problems]
            style.evaluate("style => style.remove()")

    assert not found, "\n".join(found)
