"""Blocks of risk and care: who should be careful, when to get help, what to do and what happens."""

from wagtail import blocks

from .rich_text import ProseBlock
from .sources import BlockWithSources, PointsBlock


class RisksBlock(BlockWithSources):
    title = blocks.CharBlock(max_length=90, default="Risks", label="Title")
    text = ProseBlock(label="Words", help_text="The common ones first, then the rare and serious ones.")

    def section_title(self, value):
        return value["title"]

    class Meta:
        icon = "warning"
        label = "Risks"
        label_format = "{title}"
        help_text = "What can go wrong, and how often. A page that names a benefit names its risks."
        group = "Risk"
        template = "content/blocks/prose.html"
        preview_value = {"title": "Risks", "text": "<p>Blood pressure can rise for some hours.</p>"}


class NotForBlock(BlockWithSources):
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


class WarningBlock(BlockWithSources):
    title = blocks.CharBlock(max_length=90, label="Title")
    text = ProseBlock(label="Words")

    class Meta:
        icon = "warning"
        label = "Warning"
        label_format = "{title}"
        help_text = "Something a reader must not miss. Use few, or none is read."
        group = "Risk"
        template = "content/blocks/warning.html"
        preview_value = {"title": "Don't drive", "text": "<p>Wait until the next day, after a night's sleep.</p>"}


class CareCardBlock(BlockWithSources):
    level = blocks.ChoiceBlock(
        choices=[("emergency", "Emergency: at once"), ("urgent", "Urgent: today"), ("routine", "Routine")],
        default="urgent",
        label="How soon",
    )
    heading = blocks.CharBlock(max_length=120, label="Heading", help_text="Such as: Call {emergency} if:")
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
            "heading": "Call {emergency} if:",
            "points": ["you can't breathe well"],
            "action": "none",
        }


class DoDontBlock(BlockWithSources):
    do = PointsBlock(label="Do")
    dont = PointsBlock(label="Don't", help_text="Begin each with “don't”, for readers who skip the heading.")

    class Meta:
        icon = "list-ul"
        label = "Do and don't"
        help_text = "Two lists side by side of what to do and what not to do."
        group = "Care"
        template = "content/blocks/do_dont.html"
        preview_value = {"do": ["bring somebody to take you home"], "dont": ["don't drive until the next day"]}


class StepBlock(blocks.StructBlock):
    when = blocks.CharBlock(max_length=60, label="When")
    title = blocks.CharBlock(max_length=90, label="Title")
    text = blocks.TextBlock(max_length=600, label="What happens")

    class Meta:
        icon = "date"
        label = "Step"
        label_format = "{when}: {title}"


class TimelineBlock(BlockWithSources):
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
