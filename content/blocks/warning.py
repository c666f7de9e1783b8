from wagtail import blocks

from .citing import Citing
from .rich_text import ProseBlock


class WarningBlock(Citing):
    title = blocks.CharBlock(max_length=90, label="Title")
    text = ProseBlock(label="Words")

    class Meta:
        icon = "warning"
        label = "Warning"
        label_format = "{title}"
        help_text = "Something a reader must not miss. Use few, or none is read."
        group = "Risk"
        template = "content/blocks/warning.html"
        preview_value = {"title": "Do not drive", "text": "<p>Wait until the next day, after a night's sleep.</p>"}
