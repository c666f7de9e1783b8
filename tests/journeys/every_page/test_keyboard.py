"""Somebody who uses only a keyboard reaches everything, and always sees where they are."""

from playwright.sync_api import expect

from tests.journeys.every_page.keyboard import problems_on_a_walk, start_at_the_top

SIZES = [(360, 740), (1280, 900)]


def test_every_stop_of_the_tab_key_is_seen_and_none_is_a_trap(every_place):
    found = []

    for name, page, _ in every_place():
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            found += [f"{name} ({width} px): {problem}" for problem in problems_on_a_walk(page)]
        found += [f"{name}: {problem}" for problem in problems_of_skipping(page)]

    assert not found, "\n".join(found)


def problems_of_skipping(page):
    start_at_the_top(page)
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    then = page.evaluate("document.activeElement.id")
    if (first, then) != ("Skip to main content", "main"):
        yield f"the first stop is {first!r} and leads to #{then}"


def test_the_menu_opens_and_closes_by_keyboard_and_gives_the_focus_back(open_page):
    page = open_page(width=360, height=740)
    page.goto("/")
    menu_button = page.get_by_role("button", name="Menu")

    menu_button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#menu")).to_be_visible()
    page.keyboard.press("Tab")
    inside = page.evaluate("document.activeElement.closest('#menu') !== null")
    page.keyboard.press("Escape")

    assert inside
    expect(page.locator("#menu")).to_be_hidden()
    expect(menu_button).to_be_focused()
