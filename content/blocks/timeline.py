from wagtail import blocks

from .citing import Citing


class StepBlock(blocks.StructBlock):
    when = blocks.CharBlock(max_length=60, label="When")
    title = blocks.CharBlock(max_length=90, label="Title")
    text = blocks.TextBlock(max_length=600, label="What happens")

    class Meta:
        icon = "date"
        label = "Step"
        label_format = "{when}: {title}"


class TimelineBlock(Citing):
    steps = blocks.ListBlock(StepBlock(), min_num=2, max_num=12, label="Steps")

    class Meta:
        icon = "date"
        label = "Timeline"
        help_text = "What happens, in the order in which it happens."
        group = "Care"
        template = "content/blocks/timeline.html"
        preview_value = {
            "steps": [
                {"when": "Before", "title": "Assessment", "text": "A clinician asks about your health."},
                {"when": "The day", "title": "Treatment", "text": "Trained staff stay with you."},
            ]
        }
