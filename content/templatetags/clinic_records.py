"""The clinic's photographs."""

from django import template

from content.blocks.pictures import sizes_of

register = template.Library()


@register.inclusion_tag("content/records/photo.html")
def clinic_photo(photographs, place):
    """The photo that the clinic chose for this place; nothing where there is none."""
    photo = getattr(photographs, place, None)
    return {
        "sizes": sizes_of(photo) if photo else [],
        "description": getattr(photographs, f"{place}_description", ""),
    }
