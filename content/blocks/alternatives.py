from wagtail import blocks

from .citing import Citing
from .points import PointsBlock


class AlternativesBlock(Citing):
    intro = blocks.TextBlock(max_length=400, required=False, label="Introduction")
    points = PointsBlock()

    def section_title(self, value):
        return "Other treatments"

    class Meta:
        icon = "list-ul"
        label = "Other treatments"
        help_text = "What else can help, including what this clinic does not offer."
        group = "Evidence"
        template = "content/blocks/alternatives.html"
        preview_value = {"points": ["A different antidepressant.", "Talking therapy."]}
