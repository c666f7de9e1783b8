from .citing import Citing
from .points import PointsBlock


class UnknownsBlock(Citing):
    points = PointsBlock()

    def section_title(self, value):
        return "What we do not know"

    class Meta:
        icon = "help"
        label = "What we do not know"
        help_text = "The questions that studies have not answered yet."
        group = "Evidence"
        template = "content/blocks/unknowns.html"
        preview_value = {"points": ["Whether it is safe for many years."]}
