"""The colors of the site, all derived from one: the brand color of the clinic.

The brand gives the hue and, within limits, how colorful the site is; its lightness is ignored. Grounds and pictures
have fixed lightness. Each color of text begins at its step and moves in lightness until it has its contrast on every
ground that it may stand on, so no brand color makes a page unreadable. Black and white are the limits, so this ends.
"""

from dataclasses import dataclass
from functools import lru_cache

from .oklch import color_of, contrast, oklch_of

HOUSE_COLOR = "#0d5a61"
# Hue of paper and sand, the same for every clinic.
WARM = 78
# How colorful the brand is beside the house color: gray stays gray, neon is tamed, and red looks louder than others.
HOUSE_CHROMA, LOUDEST, MOST, MOST_OF_A_WARM_ONE, LEAST = 0.075, 0.14, 1.35, 0.95, 0.25
STEP = 0.01
SUN, SUN_BESIDE_A_WARM_BRAND = 46, 76
# Hues past these turn green.
LAST_DAWN, LAST_GLOW = 82, 78


@dataclass(frozen=True)
class Brand:
    hue: float
    colorfulness: float
    sun: int
    dawn: int

    @classmethod
    def of(cls, color):
        _, chroma, hue = oklch_of(color)
        is_warm = hue < 75 or hue > 345
        most = MOST_OF_A_WARM_ONE if is_warm else MOST
        sun = SUN_BESIDE_A_WARM_BRAND if is_warm else SUN
        colorfulness = max(LEAST, min(most, min(chroma, LOUDEST) / HOUSE_CHROMA))
        return cls(hue, colorfulness, sun, min(sun + 22, LAST_DAWN))


@dataclass(frozen=True)
class Shade:
    """A color of the palette. `hue` names whose hue it takes: that of the brand, the sun, the dawn, or a number.

    One with a `floor` moves by `step` in lightness until it has that contrast on each of `grounds`: names of other
    shades, which come before it, or shades that are no token of their own.
    """

    lightness: float
    chroma: float
    hue: str | int = "brand"
    turned: int = 0
    floor: float = 0
    grounds: tuple = ()
    step: float = -STEP

    def color(self, brand, known):
        chroma = self.chroma * brand.colorfulness if self.hue == "brand" else self.chroma
        lightness, color = self.lightness, color_of(self.lightness, chroma, self.hue_beside(brand))
        grounds = [known.get(ground, ground) for ground in self.grounds]
        while self.floor and min(contrast(color, ground) for ground in grounds) < self.floor and 0 < lightness < 1:
            lightness += self.step
            color = color_of(lightness, chroma, self.hue_beside(brand))
        return color

    def hue_beside(self, brand):
        hues = {"brand": brand.hue, "sun": brand.sun, "dawn": brand.dawn, "glow": min(brand.sun + 14, LAST_GLOW)}
        return hues.get(self.hue, self.hue) + self.turned


GROUNDS = ("paper", "raised", "sand", "mist")
WHITE = "#ffffff"


def darker(lightness, chroma, floor, *grounds, **more):
    return Shade(lightness, chroma, floor=floor, grounds=grounds, **more)


def lighter(lightness, chroma, floor, *grounds, **more):
    return Shade(lightness, chroma, floor=floor, grounds=grounds, step=STEP, **more)


# Those of the pictures (p-...) run from far to near, each layer one step darker.
LIGHT = {
    "paper": Shade(0.978, 0.010, WARM),
    "raised": Shade(0.994, 0.005, WARM),
    "sand": Shade(0.944, 0.024, WARM),
    "sand-2": Shade(0.893, 0.040, WARM),
    "mist": Shade(0.947, 0.017),
    "mist-2": Shade(0.885, 0.032),
    "deep": darker(0.330, 0.058, 10, WHITE),
    "deeper": Shade(0.262, 0.046),
    "glow": Shade(0.930, 0.052, "dawn"),
    "p-dawn": Shade(0.945, 0.045, "dawn"),
    "ink": darker(0.275, 0.034, 9, *GROUNDS, "mist-2", "sand-2", "glow"),
    "soft": darker(0.430, 0.030, 7, *GROUNDS, "p-dawn"),
    "brand": darker(0.430, 0.078, 7, *GROUNDS, "glow"),
    "brand-2": darker(0.330, 0.060, 10, *GROUNDS),
    "edge": darker(0.580, 0.030, 3.3, *GROUNDS),
    "line": Shade(0.862, 0.026, WARM),
    "deep-soft": lighter(0.880, 0.030, 7, "deep"),
    "sun": Shade(0.790, 0.125, "sun"),
    "sun-2": Shade(0.735, 0.140, "sun", -3),
    "on-sun": darker(0.290, 0.050, 7, "sun", "sun-2", hue="sun", turned=-8),
    "sun-edge": darker(0.600, 0.130, 3.2, "paper", "sand", hue="sun", turned=-4),
    "clay": darker(0.450, 0.105, 7, *GROUNDS, "glow", "p-dawn", hue="sun"),
    "p-sky": Shade(0.925, 0.030),
    "p-far": Shade(0.830, 0.045),
    "p-mid": Shade(0.690, 0.062),
    "p-near": Shade(0.500, 0.074),
    "p-shore": Shade(0.345, 0.060),
    "p-water": Shade(0.870, 0.036),
    "p-wave": Shade(0.780, 0.050),
    "p-glow": Shade(0.885, 0.085, "glow"),
    "p-sun": Shade(0.800, 0.130, "sun"),
    "p-sand": Shade(0.885, 0.050, WARM),
    "p-wood": Shade(0.560, 0.060, 62),
    "p-light": Shade(0.985, 0.012, WARM),
    "p-wall": Shade(0.930, 0.030, WARM),
    "p-floor": Shade(0.850, 0.050, 72),
    "p-clay": Shade(0.680, 0.130, "sun", -8),
}
DARK = {
    "paper": Shade(0.205, 0.022),
    "raised": Shade(0.262, 0.026),
    "sand": Shade(0.246, 0.009, 70),
    "sand-2": Shade(0.330, 0.016, 70),
    "mist": Shade(0.238, 0.030),
    "mist-2": Shade(0.320, 0.040),
    "deep": Shade(0.290, 0.050),
    "deeper": Shade(0.160, 0.022),
    "glow": Shade(0.305, 0.034, "sun", 4),
    "p-dawn": Shade(0.255, 0.034),
    "ink": lighter(0.940, 0.012, 9, *GROUNDS, "mist-2", "sand-2", "glow", hue=WARM),
    "soft": lighter(0.800, 0.020, 7, *GROUNDS, "p-dawn"),
    "brand": lighter(0.840, 0.070, 7, *GROUNDS, "glow"),
    "brand-2": lighter(0.920, 0.045, 10, *GROUNDS),
    "edge": lighter(0.600, 0.030, 3.3, *GROUNDS),
    "line": Shade(0.365, 0.024),
    "deep-soft": lighter(0.880, 0.030, 7, "deep"),
    "sun": Shade(0.790, 0.115, "sun"),
    "sun-2": Shade(0.850, 0.100, "sun", 6),
    "on-sun": darker(0.260, 0.045, 7, "sun", "sun-2", hue="sun", turned=-8),
    "sun-edge": Shade(0.790, 0.115, "sun"),
    "clay": lighter(0.830, 0.095, 7, *GROUNDS, "glow", "p-dawn", hue="sun", turned=4),
    "p-sky": Shade(0.290, 0.042),
    "p-far": Shade(0.390, 0.048),
    "p-mid": Shade(0.330, 0.046),
    "p-near": Shade(0.265, 0.038),
    "p-shore": Shade(0.190, 0.028),
    "p-water": Shade(0.345, 0.046),
    "p-wave": Shade(0.430, 0.050),
    "p-glow": Shade(0.500, 0.075, "sun", 2),
    "p-sun": Shade(0.800, 0.115, "sun"),
    "p-sand": Shade(0.420, 0.035, 66),
    "p-wood": Shade(0.360, 0.035, 60),
    "p-light": Shade(0.760, 0.018, WARM),
    "p-wall": Shade(0.310, 0.026, 66),
    "p-floor": Shade(0.260, 0.024, 62),
    "p-clay": Shade(0.560, 0.100, "sun", -8),
}
# The same for every clinic: white text, and the red of 911.
FIXED = {"light": {"on-deep": WHITE, "stop-deep": "#8e1519"}, "dark": {"on-deep": WHITE, "stop-deep": "#8e1d20"}}
SCHEMES = {"light": LIGHT, "dark": DARK}


@lru_cache(maxsize=64)
def palette_of(brand_color):
    """For "light" and "dark" each color by its name, such as {"light": {"paper": "#fcf7f0", ...}, ...}."""
    brand = Brand.of(brand_color)
    return {scheme: colors_of(shades, brand) | FIXED[scheme] for scheme, shades in SCHEMES.items()}


def colors_of(shades, brand):
    known = {}
    for name, shade in shades.items():
        known[name] = shade.color(brand, known)
    return known


# Text and its ground, with the contrast it needs (WCAG 2.2: 7 for text at AAA, 3 for the edges of controls).
TEXT, EDGE = 7, 3
PAIRS = [
    *((text, ground, TEXT) for text in ("ink", "soft", "brand", "clay") for ground in GROUNDS),
    *(("ink", ground, TEXT) for ground in ("mist-2", "sand-2", "glow", "p-dawn")),
    *((text, "p-dawn", TEXT) for text in ("soft", "clay")),
    *((text, "glow", TEXT) for text in ("clay", "brand")),
    ("soft", "glow", 4.5),
    ("brand-2", "paper", TEXT),
    ("on-deep", "deep", TEXT),
    ("deep-soft", "deep", TEXT),
    ("on-deep", "deeper", TEXT),
    ("on-deep", "stop-deep", TEXT),
    ("on-sun", "sun", TEXT),
    ("on-sun", "sun-2", TEXT),
    ("paper", "brand", TEXT),
    *(("edge", ground, EDGE) for ground in GROUNDS),
    ("sun-edge", "paper", EDGE),
    ("sun", "deep", EDGE),
    ("brand", "mist-2", EDGE),
]


def contrasts(brand_color):
    """For each pair: scheme, text, ground, its contrast, and what it needs."""
    for scheme, colors in palette_of(brand_color).items():
        for text, ground, floor in PAIRS:
            yield scheme, text, ground, contrast(colors[text], colors[ground]), floor
