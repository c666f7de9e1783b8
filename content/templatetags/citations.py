"""Citations: small raised numbers right after the words that they stand behind."""

import re

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

register = template.Library()

LAST_END = re.compile(r"(?=(?:</li>\s*</[uo]l>|</p>)\s*$)")


@register.filter
def cited(words, sources):
    """The words with the numbers of their sources at the end of the last paragraph or the last point.

    Anything else that the words end in, such as plain text, gets the numbers behind it.
    """
    html = conditional_escape(words)
    numbers = render_to_string("components/citations.html", {"sources": sources}).strip()
    if not numbers:
        return html
    end = LAST_END.search(html)
    place = end.start() if end else len(html)
    return mark_safe(html[:place] + numbers + html[place:])  # noqa: S308  # nosec B308 B703
