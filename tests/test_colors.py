"""The colors of the site's own style sheet are those that its palette derives from the house color.

That text stands out from its ground is tried on the palette: tests/contact/clinic/test_palette.py.
"""

import re
from pathlib import Path

import pytest

from contact.clinic.palette import HOUSE_COLOR, palette_of

CSS = Path(__file__).resolve().parents[1] / "static/css"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_style_sheet_declares_the_palette_of_the_house_color(scheme):
    light, dark = (CSS / "tokens.css").read_text().split("@media (prefers-color-scheme: dark)")
    declared = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light if scheme == "light" else dark))

    derived = palette_of(HOUSE_COLOR)[scheme]

    assert {name: declared.get(name) for name in derived} == derived


def test_every_token_that_a_style_sheet_names_is_declared():
    sheets = {path.name: path.read_text() for path in CSS.rglob("*.css")}
    declared = set(re.findall(r"(--[\w-]+):", "".join(sheets.values())))

    named = {(name, token) for name, text in sheets.items() for token in re.findall(r"var\((--[\w-]+)", text)}
    # Wagtail's own begin with --w-.
    unknown = {(name, token) for name, token in named if token not in declared and not token.startswith("--w-")}

    assert unknown == set()
