"""Crisis numbers are kept in one place. Pages name them by a token, and every template of the site fills it in."""

from django import template
from django.utils.html import conditional_escape

register = template.Library()

# Token in the words of a page -> field of `crisis_help`, which a context processor provides.
TOKENS = {"{lifeline}": "lifeline_number", "{emergency}": "emergency_number"}


class CrisisNumbersNode(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        html = self.nodelist.render(context)
        crisis_help = context.get("crisis_help")
        for token, field in TOKENS.items():
            if crisis_help and token in html:
                html = html.replace(token, conditional_escape(getattr(crisis_help, field)))
        return html


@register.tag
def crisis_numbers(parser, token):
    nodelist = parser.parse(["endcrisis_numbers"])
    parser.delete_first_token()
    return CrisisNumbersNode(nodelist)
