"""The clinic's photographs."""

from django import template

from content.blocks.pictures import PORTRAITS, sizes_of

register = template.Library()


@register.simple_tag
def photo_sizes(photo):
    """The sizes of a photo, the largest first; none where there is no photo."""
    return sizes_of(photo) if photo else []


@register.simple_tag
def portrait_sizes(photo):
    """The same for somebody's portrait, cut to the shape of the faces."""
    return sizes_of(photo, PORTRAITS) if photo else []
