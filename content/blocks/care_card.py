from wagtail import blocks

from .citing import Citing
from .points import PointsBlock
from .rich_text import ProseBlock


class CareCardBlock(Citing):
    level = blocks.ChoiceBlock(
        choices=[("emergency", "Emergency: at once"), ("urgent", "Urgent: today"), ("routine", "Routine")],
        default="urgent",
        label="How soon",
    )
    heading = blocks.CharBlock(max_length=120, label="Heading", help_text="Such as: Call 911 if:")
    points = PointsBlock()
    text = ProseBlock(required=False, label="Words below the list")
    action = blocks.ChoiceBlock(
        choices=[
            ("none", "No button"),
            ("call_emergency", "Call the emergency number"),
            ("call_lifeline", "Call the crisis lifeline"),
            ("text_lifeline", "Text the crisis lifeline"),
            ("chat_lifeline", "Chat with the crisis lifeline"),
            ("call_clinic", "Call the clinic"),
        ],
        default="none",
        label="Button",
        help_text="The numbers come from the clinic's details and are kept in one place.",
    )

    class Meta:
        icon = "warning"
        label = "Care card"
        label_format = "{heading}"
        help_text = "When to get help, and from whom."
        group = "Care"
        template = "content/blocks/care_card.html"
        preview_value = {
            "level": "emergency",
            "heading": "Call 911 if:",
            "points": ["you cannot breathe well"],
            "action": "none",
        }
