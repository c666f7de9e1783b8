"""The clinic's color on the site: a style sheet after the site's own, with a name of its own for each color.

Its icon and its picture for shared links have such names, too; brand_pictures.py.

The color itself is on no page, except in the logo: what pages show is derived from it (palette.py).
"""

import hashlib
from functools import lru_cache

from django.core.validators import RegexValidator
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from .palette import palette_of

only_a_color = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", "Enter a color as # and six digits or letters from a to f, like #0d5a61."
)
ONE_YEAR = 365 * 24 * 60 * 60
# Another number whenever drawings.py draws something else: browsers keep a picture for a year.
DRAWINGS = 2


@lru_cache(maxsize=16)
def stylesheet(color):
    """The tokens of static/css/tokens.css, derived from the clinic's color."""
    light, dark = palette_of(color).values()
    return f":root{{{declared(light)}}}\n@media (prefers-color-scheme:dark){{:root{{{declared(dark)}}}}}\n"


def declared(tokens):
    return ";".join(f"--{name}:{color}" for name, color in tokens.items())


def digest(color):
    return hashlib.sha256(stylesheet(color).encode()).hexdigest()[:12]


def stylesheet_address(color):
    """A release that derives other colors has another address; "" without a color, for the site's own."""
    return reverse("brand_stylesheet", args=[color[1:], digest(color)]) if color else ""


def picture_address(kind, color, shown):
    """`shown` is what the picture shows besides the color."""
    drawn_from = repr((DRAWINGS, digest(color), color, shown))
    return reverse("brand_picture", args=[kind, hashlib.sha256(drawn_from.encode()).hexdigest()[:12]])


def brand_stylesheet(request, color, version):
    """Any color is answered, since a page that is still in a cache may name the one before."""
    response = HttpResponse(stylesheet(f"#{color}"), content_type="text/css; charset=utf-8")
    return kept_by_browsers(response, is_current=version == digest(f"#{color}"))


def kept_by_browsers(response, *, is_current):
    response["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable" if is_current else "public, max-age=60"
    return response


def brand_preview(request):
    """A drawing of what the site makes of a color: light, dark, and beside the color itself."""
    color = request.GET.get("color", "").lower()
    if not only_a_color.regex.match(color):
        raise Http404
    schemes = [{"name": name, "colors": colors} for name, colors in palette_of(color).items()]
    words = {"color": color, "schemes": schemes}
    return HttpResponse(render_to_string("admin/contact/clinicdetails/brand.svg", words), content_type="image/svg+xml")
