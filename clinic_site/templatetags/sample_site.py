"""Marks every page of the sample clinic. A tag, since pages about errors are rendered without context processors."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def is_sample_site():
    return settings.DEMO
