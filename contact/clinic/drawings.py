"""The clinic's icon and its picture for shared links, drawn in its own color.

Both show what the site shows everywhere: a low sun over water. The pictures of a clinic without a color of its own,
static/share.png and static/root/apple-touch-icon.png, are drawn here, too.
"""

import io
import unicodedata
from functools import lru_cache
from pathlib import Path

from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageFont

from contact.clinic.palette import palette_of

# The site's own font has fewer letters, to be light.
FONT = Path(__file__).with_name("atkinson-hyperlegible-next-bold.woff2")
# Drawn so much larger and then made smaller: Pillow draws lines without smooth edges.
FINER = 3
# Enough for the few colors of a drawing and their smooth edges; a fifth of the bytes.
COLORS = 128

ICON = 180
ICON_MARGIN = 18
# The mark has 48 units; with air around it, and in the middle of its height.
MARK_ROOM, MARK_CORNER = 60, (6, 5.5)
# A wider logo would be a strip that nobody can read at this size.
WIDEST_LOGO = 2.5

SHARED = (1200, 630)
# Where the name stands: left, top, right and bottom, beside the sun and above the hills.
NAME_BOX = (80, 60, 680, 380)
LARGEST_NAME, SMALLEST_NAME, STEP = 96, 36, 4
LINE_HEIGHT = 1.16
# In a private area of Unicode, so no font has it.
MISSING = "\ue123"


# -- the icon --------------------------------------------------------------------


@lru_cache(maxsize=4)
def icon(color, logo):
    """PNG; `logo` is the name of a stored picture, or ""."""
    colors = palette_of(color)["light"]
    return as_png((logo and logo_on_paper(logo, colors["paper"])) or mark(colors))


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


def mark(colors):
    """The mark of the header, of 48 units; phones round the corners themselves."""
    canvas = Canvas((ICON, ICON), colors["deep"], unit=ICON / MARK_ROOM, corner=MARK_CORNER)
    canvas.area(curve((10, 24), (10, 5.35), (38, 5.35), (38, 24)), colors["sun"])
    canvas.line(ripples((3, 28), 14), colors["on-deep"], 3)
    canvas.line(ripples((9, 36), 10), colors["on-deep"], 3)
    return canvas.image()


def ripples(start, length):
    """Three arcs of a calm line of water: up, down and up."""
    x, y = start
    points = []
    for count, height in enumerate((-length / 4.2, length / 4.2, -length / 4.2)):
        at = x + count * length
        points += curve((at, y), (at + length / 3, y + height), (at + length * 2 / 3, y + height), (at + length, y))
    return points


# -- the picture for shared links ------------------------------------------------


@lru_cache(maxsize=4)
def share_picture(color, name):
    """PNG; without the name if the font lacks a letter of it."""
    colors = palette_of(color)["light"]
    canvas = Canvas(SHARED, colors["p-dawn"])
    canvas.disc((930, 392), 230, between(colors["p-dawn"], colors["p-glow"]))
    canvas.disc((930, 392), 150, colors["p-glow"])
    canvas.disc((930, 392), 96, colors["p-sun"])
    for tone, outline in LANDS.items():
        canvas.area([(0, 630), *outline, (1200, 630)], colors[tone])
    size, lines = fitted(name)
    canvas.words(lines, size, colors["ink"])
    return as_png(canvas.image())


def between(one, other):
    """The color half way from one to the other."""
    pairs = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{(first + second) // 2:02x}" for first, second in pairs)


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
    """Takes lengths in `unit` pixels, from a corner."""

    def __init__(self, size, ground, unit=1, corner=(0, 0)):
        self.size, self.corner = size, corner
        self.scale = unit * FINER
        self.large = Image.new("RGB", [side * FINER for side in size], ground)
        self.draw = ImageDraw.Draw(self.large)

    def at(self, points):
        left, top = self.corner
        return [((x + left) * self.scale, (y + top) * self.scale) for x, y in points]

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


def land(*arcs):
    """The outline of a hill or of water, from one side of the picture to the other."""
    return [point for arc in arcs for point in curve(*arc)]


# From far to near: each is darker than the one behind it.
LANDS = {
    "p-far": land(((0, 440), (210, 385), (450, 400), (660, 448)), ((660, 448), (870, 496), (1050, 500), (1200, 456))),
    "p-mid": land(((0, 496), (240, 446), (480, 466), (720, 508)), ((720, 508), (960, 550), (1080, 540), (1200, 516))),
    "p-near": land(((0, 570), (270, 532), (510, 552), (780, 582)), ((780, 582), (1000, 606), (1110, 598), (1200, 582))),
}


def as_png(image):
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()
