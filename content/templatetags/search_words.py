"""The words that a search found, marked where its results show them."""

import re

from django import template
from django.utils.html import format_html, format_html_join

from content.search.stemming import stems_of

register = template.Library()

# With the apostrophes inside, as the stemmer reads it.
WORD = re.compile("([^\\W_]+(?:['\u2019][^\\W_]+)*)")


@register.filter
def marked(text, stems):
    """The text with each word of these stems in <mark>."""
    between_and_words = WORD.split(text)
    for place in range(1, len(between_and_words), 2):
        if stems.intersection(stems_of(between_and_words[place])):
            between_and_words[place] = format_html("<mark>{}</mark>", between_and_words[place])
    return format_html_join("", "{}", ((piece,) for piece in between_and_words))
