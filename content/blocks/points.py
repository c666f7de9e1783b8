from wagtail import blocks


class PointsBlock(blocks.ListBlock):
    """A short list of short sentences."""

    def __init__(self, **kwargs):
        options = {"min_num": 1, "max_num": 12, "label": "Points", "icon": "list-ul"} | kwargs
        super().__init__(blocks.CharBlock(max_length=400, label="Point"), **options)
