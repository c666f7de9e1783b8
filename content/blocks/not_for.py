from wagtail import blocks

from .citing import Citing
from .points import PointsBlock


class NotForBlock(Citing):
    intro = blocks.TextBlock(max_length=400, required=False, label="Introduction")
    points = PointsBlock()

    def section_title(self, value):
        return "Who it may not be right for"

    class Meta:
        icon = "cross"
        label = "Who it may not be right for"
        help_text = "The conditions and medicines that a clinician asks about first."
        group = "Risk"
        template = "content/blocks/not_for.html"
        preview_value = {"points": ["People whose blood pressure is not under control."]}
