from .citing import Citing
from .points import PointsBlock


class DoDontBlock(Citing):
    do = PointsBlock(label="Do")
    dont = PointsBlock(label="Do not", help_text='Begin each with "do not", for readers who skip the heading.')

    class Meta:
        icon = "list-ul"
        label = "Do and do not"
        help_text = "Two lists side by side of what to do and what not to do."
        group = "Care"
        template = "content/blocks/do_dont.html"
        preview_value = {"do": ["bring somebody to take you home"], "dont": ["do not drive until the next day"]}
