"""The drawings of the site, by their names."""

from django import template
from django.template.loader import render_to_string

from content.drawings import DRAWINGS

register = template.Library()

SUN_PLACES = [300, 120, 210, 60]


@register.simple_tag
def drawing(name):
    """The drawing with this name, marked decorative; nothing where there is none of this name."""
    if name not in DRAWINGS:
        return ""
    return render_to_string(f"drawings/{name}.svg")


@register.filter
def sun_place(number):
    """Where the sun stands behind the initials of a person, by the person's place in the row."""
    return SUN_PLACES[int(number) % len(SUN_PLACES)]
