"""What the head of a page tells browsers and search engines."""

import json

from django import template
from django.utils.safestring import mark_safe

from content.structured_data import absolute, graph_of

register = template.Library()

# Search results show about this much of a title, so the name of the clinic comes after it only where it fits.
LONGEST_TITLE = 60
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.filter
def with_name_of(title, clinic):
    whole = f"{title} – {clinic.name}"  # noqa: RUF001
    return whole if len(whole) <= LONGEST_TITLE else title


register.filter("absolute", absolute)


@register.simple_tag(takes_context=True)
def structured_data(context):
    """JSON-LD for a script element, escaped so that nothing in it can end the element."""
    graph = graph_of(context["page"], context.get("clinic"), context.get("records"))
    said = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(said.translate(ESCAPES))  # noqa: S308  # nosec B308 B703
