"""The sections of Home, each as a band of the page."""

from dataclasses import dataclass

from django import template

register = template.Library()

# A section that opens with one of these stands on a ground of its own. Two colored bands never meet.
TONES = {"conditions": "sand", "numbers": "mist", "pull": "deep"}


@dataclass(frozen=True)
class Band:
    section: object
    tone: str
    blocks: list


@register.simple_tag(takes_context=True)
def bands(context, sections):
    """What each section shows, with its tone; a section that shows nothing is left out."""
    shown = []
    for section in sections:
        parts = [block.render(context.flatten() | {"section": section}) for block in section.blocks]
        if not any(part.strip() for part in parts):
            continue
        tone = next((TONES[block.block_type] for block in section.blocks if block.block_type in TONES), "")
        if shown and shown[-1].tone:
            tone = ""
        shown.append(Band(section, tone, parts))
    return shown
