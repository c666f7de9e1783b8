from wagtail import blocks

from .citing import Citing
from .rich_text import ProseBlock


class RisksBlock(Citing):
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
        template = "content/blocks/risks.html"
        preview_value = {"title": "Risks", "text": "<p>Blood pressure can rise for some hours.</p>"}
