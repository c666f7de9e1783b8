from .citing import Citing
from .rich_text import ProseBlock


class TextBlock(Citing):
    text = ProseBlock(label="Words")

    class Meta:
        icon = "pilcrow"
        label = "Text"
        label_format = "{text}"
        help_text = "Paragraphs and lists. Say in a sentence or two what a reader needs, then stop."
        group = "Words"
        template = "content/blocks/text.html"
        preview_value = {"text": "<p>Most people feel the effects end within two hours.</p>"}
