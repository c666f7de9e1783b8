"""Colours that stand on each other are far enough apart, light and dark, read from the style sheet itself."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[1] / "static/css/tokens.css"

# What stands on what: text of the site at 7 to 1, headings and links on tinted cards at 4.5, edges at 3.
PAIRS = {
    7: """
        ink bg, ink surface, ink surface-warm, ink danger-surface, ink success-surface, soft bg, soft surface,
        action bg, action-hover bg, on-action action, on-action action-hover, danger bg, on-danger-deep
        danger-deep, danger-deep-ink on-danger-deep, on-deep deeper, on-deep deep, deep-soft deep, on-glow glow,
        glow on-glow
    """,
    4.5: """
        action surface, action surface-warm, sun-ink surface-warm, danger surface, bg danger, danger
        danger-surface, success success-surface
    """,
    3: """
        edge bg, edge surface, action bg, action surface, danger bg, success surface, sun-ink surface, sun deep,
        ring bg, ring surface, ring surface-warm, on-danger-deep danger-deep, on-glow glow
    """,
}
# Exceptions are for what carries no meaning alone: the fill of the hill, a hairline, the halo of the focus ring.


def tokens(scheme):
    """The colours of tokens.css: those of `:root`, in the dark overridden by those of the dark scheme."""
    light, dark = TOKENS.read_text().split("@media (prefers-color-scheme: dark)")
    colours = declared_in(light)
    return colours if scheme == "light" else colours | declared_in(dark)


def declared_in(css):
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6}|var\(--[\w-]+\))", css))


def value_of(name, colours):
    value = colours[name]
    return value_of(value[6:-1], colours) if value.startswith("var(") else value


def luminance(colour):
    """How bright a colour is, from 0 to 1, as WCAG 2 defines it."""
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_counted_as_wcag_counts_it():
    assert round(contrast("#fff", "#000000"), 2) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_stands_on_a_colour_is_told_apart_from_it(scheme):
    colours = tokens(scheme)
    pairs = [(pair.split(), floor) for floor, named in PAIRS.items() for pair in named.split(",")]

    ratios = {
        f"{front} on {ground}": (contrast(value_of(front, colours), value_of(ground, colours)), floor)
        for (front, ground), floor in pairs
    }

    low = {pair: f"{ratio:.2f}, not {floor}" for pair, (ratio, floor) in ratios.items() if ratio < floor}
    assert low == {}
