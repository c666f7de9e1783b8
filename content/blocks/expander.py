from wagtail import blocks

from .citing import Citing
from .rich_text import ProseBlock


class ExpanderBlock(Citing):
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
