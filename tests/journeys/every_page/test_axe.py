"""axe-core finds nothing to say about any page, small or large, light or dark."""

from tests.journeys.every_page.axe import put_axe_into, violations, violations_in_every_mode


def in_words(name, mode, violation):
    return f"{name} ({mode}) {violation['rule']}: {violation['element']}\n    {violation['why']}"


def test_axe_finds_nothing_on_any_page(every_place):
    found = [
        in_words(name, mode, violation)
        for name, page, _ in every_place()
        for mode, violation in violations_in_every_mode(page)
    ]

    assert not found, "\n".join(found)


def test_axe_finds_nothing_in_the_open_menu(open_page):
    page = open_page(width=360, height=740)
    page.goto("/")
    page.get_by_role("button", name="Menu").click()

    put_axe_into(page)
    found = [in_words("/", "menu open", violation) for violation in violations(page)]

    assert not found, "\n".join(found)
