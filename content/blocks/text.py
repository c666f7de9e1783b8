"""Blocks of words: headings, text, key points, questions."""

from wagtail import blocks

from .rich_text import ProseBlock
from .sources import BlockWithFacts, BlockWithSources, PointsBlock


class HeadingBlock(BlockWithFacts):
    text = blocks.CharBlock(max_length=90, label="Words", help_text="Short, in sentence case.")
    level = blocks.ChoiceBlock(
        choices=[("2", "Opens a section"), ("3", "Inside a section")],
        default="2",
        label="Kind",
    )

    def section_title(self, value):
        return value["text"] if value["level"] == "2" else None

    class Meta:
        icon = "title"
        label = "Heading"
        label_format = "{text}"
        help_text = "The name of a section, or of a part of one."
        group = "Words"
        template = "content/blocks/heading.html"
        preview_value = {"text": "How long it lasts", "level": "2"}


class TextBlock(BlockWithSources):
    text = ProseBlock(label="Words")

    class Meta:
        icon = "pilcrow"
        label = "Text"
        label_format = "{text}"
        help_text = "Paragraphs and lists. Say in a sentence or two what a reader needs, then stop."
        group = "Words"
        template = "content/blocks/prose.html"
        preview_value = {"text": "<p>Most people feel the effects end within two hours.</p>"}


class KeyPointsBlock(BlockWithFacts):
    points = PointsBlock(max_num=6)

    def section_title(self, value):
        return "Key points"

    class Meta:
        icon = "tick-inverse"
        label = "Key points"
        help_text = "What somebody should know who reads nothing else. Benefit and risk both."
        group = "Words"
        template = "content/blocks/key_points.html"
        preview_value = {"points": ["It can work within a day.", "It doesn't help everyone."]}


class QuestionsBlock(BlockWithFacts):
    points = PointsBlock(label="Questions")

    def section_title(self, value):
        return "Questions to ask"

    class Meta:
        icon = "help"
        label = "Questions to ask"
        help_text = "What a reader can ask a clinician, written as the reader would say it."
        group = "Words"
        template = "content/blocks/questions.html"
        preview_value = {"points": ["What else could I try first?"]}


class ExpanderBlock(BlockWithSources):
    question = blocks.CharBlock(max_length=160, label="Question")
    answer = ProseBlock(label="Answer")

    class Meta:
        icon = "collapse-down"
        label = "Question and answer"
        label_format = "{question}"
        help_text = "An answer that opens when a reader asks for it. Never hide a risk in one."
        group = "Words"
        template = "content/blocks/expander.html"
        preview_value = {"question": "Will I be asleep?", "answer": "<p>No. You can talk with the staff.</p>"}
