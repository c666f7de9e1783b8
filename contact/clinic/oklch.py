"""Colors in OKLCH, where equal steps of lightness look equal (Björn Ottosson, "A perceptual color space", 2020).

Contrast is that of WCAG 2.2, which works with relative luminance.
"""

import math

# How far a channel may leave the range of the screen and still be rounded into it: an eighth of one of 255 steps.
ROUNDING = 0.0005
CHROMA_STEP = 0.002

TO_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
FROM_LAB = (
    (1, 0.3963377774, 0.2158037573),
    (1, -0.1055613458, -0.0638541728),
    (1, -0.0894841775, -1.2914855480),
)
FROM_LMS = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
LUMINANCE = (0.2126, 0.7152, 0.0722)


def times(matrix, vector):
    return [sum(cell * value for cell, value in zip(row, vector, strict=True)) for row in matrix]


def linear_channels(color):
    """Red, green and blue of a color such as "#0d5a61", from 0 to 1, as amounts of light."""
    values = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values]


def encoded(channel):
    """A channel of light as one of 256 steps."""
    channel = min(1, max(0, channel))
    value = 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
    return round(255 * value)


def oklch_of(color):
    """Lightness from 0 to 1, chroma, and hue in degrees."""
    lms = [value ** (1 / 3) for value in times(TO_LMS, linear_channels(color))]
    lightness, a, b = times(TO_LAB, lms)
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def color_of(lightness, chroma, hue):
    """The color such as "#0d5a61"; where the screen has none so colorful, chroma is lowered until it has."""
    lightness = min(1, max(0, lightness))
    channels = channels_of(lightness, chroma, hue)
    while chroma > 0 and not all(-ROUNDING <= channel <= 1 + ROUNDING for channel in channels):
        chroma = max(0, chroma - CHROMA_STEP)
        channels = channels_of(lightness, chroma, hue)
    return "#" + "".join(f"{encoded(channel):02x}" for channel in channels)


def channels_of(lightness, chroma, hue):
    angle = math.radians(hue)
    lab = (lightness, chroma * math.cos(angle), chroma * math.sin(angle))
    return times(FROM_LMS, [value**3 for value in times(FROM_LAB, lab)])


def luminance(color):
    return sum(weight * channel for weight, channel in zip(LUMINANCE, linear_channels(color), strict=True))


def contrast(one, other):
    """From 1 to 21."""
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)
