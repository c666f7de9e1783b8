"""The clinic's icon and its picture for shared links, drawn in its own color.

Both show the mark of the site: a line that rises to a peak and falls again, with a sun above it.
"""

import io
import unicodedata
from functools import lru_cache
from pathlib import Path

from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageFont

from contact.clinic.oklch import contrast
from contact.clinic.palette import EDGE, palette_of

# The site's own font has fewer letters, to be light.
FONT = Path(__file__).with_name("atkinson-hyperlegible-next-bold.woff2")
# Drawn so much larger and then made smaller: Pillow draws lines without smooth edges.
FINER = 3
# Enough for the few colors of a drawing and their smooth edges; a fifth of the bytes.
COLORS = 128

ICON = 180
ICON_MARGIN = 18
# A wider logo would be a strip that nobody can read at this size.
WIDEST_LOGO = 2.5

SHARED = (1200, 630)
# Where the name stands: left, top, right and bottom, beside the peak.
NAME_BOX = (80, 70, 720, 470)
LARGEST_NAME, SMALLEST_NAME, STEP = 96, 36, 4
LINE_HEIGHT = 1.16
# In a private area of Unicode, so no font has it.
MISSING = "\ue123"


# -- the icon --------------------------------------------------------------------


@lru_cache(maxsize=4)
def icon(color, logo):
    """PNG; `logo` is the name of a stored picture, or ""."""
    colors = palette_of(color)["light"]
    return as_png((logo and logo_on_paper(logo, colors["paper"])) or mark(color, colors))


def logo_on_paper(logo, paper):
    """None if it is too wide. Raises an error, which is not cached, if it can't be read."""
    with default_storage.open(logo) as file:
        image = Image.open(file).convert("RGBA")
    if image.width > WIDEST_LOGO * image.height:
        return None
    room = ICON - 2 * ICON_MARGIN
    scale = room / max(image.size)
    image = image.resize([max(1, round(side * scale)) for side in image.size], Image.Resampling.LANCZOS)
    whole = Image.new("RGB", (ICON, ICON), paper)
    whole.paste(image, [(ICON - side) // 2 for side in image.size], image)
    return whole


def mark(color, colors):
    """As static/icon.svg has it, in a square of 32 units; phones round the corners themselves."""
    canvas = Canvas((ICON, ICON), colors["deep"], unit=ICON / 32)
    canvas.line([(6, 23), (27, 23)], colors["on-deep"], 2.4)
    rise, fall = curve((7, 23), (12, 23), (12.5, 14), (16.5, 14)), curve((16.5, 14), (20.5, 14), (21, 23), (26, 23))
    canvas.line([*rise, *fall], colors["deep-soft"], 2.4)
    canvas.disc((16.5, 9), 2.8, sun(color, colors))
    return canvas.image()


def sun(color, colors):
    """In the clinic's color where that is bright enough to be seen, such as a yellow, of which the ground is olive."""
    return color if contrast(color, colors["deep"]) >= EDGE else colors["sun"]


# -- the picture for shared links ------------------------------------------------


@lru_cache(maxsize=4)
def share_picture(color, name):
    """PNG; without the name if the font lacks a letter of it."""
    colors = palette_of(color)["light"]
    canvas = Canvas(SHARED, colors["deep"])
    rise = curve((430, 560), (650, 560), (720, 300), (950, 300))
    fall = curve((950, 300), (1090, 300), (1110, 440), (1200, 500))
    left = [(0, 560), (430, 560)]
    canvas.area([*left, *rise, *fall, (1200, 630), (0, 630)], colors["deeper"])
    canvas.line([*left, *rise, *fall], colors["deep-soft"], 10)
    canvas.disc((950, 190), 54, sun(color, colors))
    canvas.line([(60, 598), (1140, 598)], colors["on-deep"], 6)
    size, lines = fitted(name)
    canvas.words(lines, size, colors["on-deep"])
    return as_png(canvas.image())


@lru_cache(maxsize=64)
def fitted(name):
    """The size of the letters and the lines of the name; no lines where it can't be written."""
    name = unicodedata.normalize("NFC", name)
    if not can_be_written(name):
        return SMALLEST_NAME, []
    left, top, right, bottom = NAME_BOX
    for size in range(LARGEST_NAME, SMALLEST_NAME - 1, -STEP):
        lines = wrapped(name, font(size), right - left)
        if lines and len(lines) * size * LINE_HEIGHT <= bottom - top:
            return size, lines
    return SMALLEST_NAME, []


def can_be_written(name):
    letters = font(SMALLEST_NAME)
    missing = bytes(letters.getmask(MISSING))
    return all(letter.isspace() or bytes(letters.getmask(letter)) != missing for letter in name)


def wrapped(name, letters, width):
    """Lines that are no wider; none if a word is."""
    lines = []
    for word in name.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if letters.getlength(longer) <= width and lines:
            lines[-1] = longer
        elif letters.getlength(word) <= width:
            lines.append(word)
        else:
            return []
    return lines


@lru_cache(maxsize=32)
def font(size):
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)


# -- drawing ---------------------------------------------------------------------


class Canvas:
    """Takes lengths in `unit` pixels."""

    def __init__(self, size, ground, unit=1):
        self.size = size
        self.scale = unit * FINER
        self.large = Image.new("RGB", [side * FINER for side in size], ground)
        self.draw = ImageDraw.Draw(self.large)

    def at(self, points):
        return [(x * self.scale, y * self.scale) for x, y in points]

    def line(self, points, color, width):
        """With round ends, and joints of its own: Pillow's leave cracks in a thick line."""
        self.draw.line(self.at(points), color, round(width * self.scale))
        for point in points:
            self.disc(point, width / 2, color)

    def area(self, points, color):
        self.draw.polygon(self.at(points), color)

    def disc(self, center, radius, color):
        ((x, y),) = self.at([center])
        reach = radius * self.scale - 0.5  # Pillow counts the pixel in the middle once more
        self.draw.ellipse((x - reach, y - reach, x + reach, y + reach), color)

    def words(self, lines, size, color):
        """In the middle of the height that NAME_BOX has."""
        left, top, _, bottom = NAME_BOX
        height = size * LINE_HEIGHT
        y = (top + bottom - height * len(lines)) / 2 + size
        for line in lines:
            ((at_x, at_y),) = self.at([(left, y)])
            self.draw.text((at_x, at_y), line, color, font(size * FINER), anchor="ls")
            y += height

    def image(self):
        whole = self.large.resize(self.size, Image.Resampling.LANCZOS)
        return whole.quantize(COLORS, Image.Quantize.FASTOCTREE)


def curve(start, first, second, end, steps=120):
    """Points of a cubic Bézier curve."""
    return [point_of(start, first, second, end, step / steps) for step in range(steps + 1)]


def point_of(start, first, second, end, t):
    weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3]
    points = (start, first, second, end)
    return tuple(sum(w * point[axis] for w, point in zip(weights, points, strict=True)) for axis in (0, 1))


def as_png(image):
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()
