from .facts import CarriesFacts
from .points import PointsBlock


class KeyPointsBlock(CarriesFacts):
    points = PointsBlock(max_num=6)

    def section_title(self, value):
        return "Key points"

    class Meta:
        icon = "tick-inverse"
        label = "Key points"
        help_text = "What somebody should know who reads nothing else. Benefit and risk both."
        group = "Words"
        template = "content/blocks/key_points.html"
        preview_value = {"points": ["It can work within a day.", "It does not help everyone."]}
