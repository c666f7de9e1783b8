from .citing import Citing
from .rich_text import ProseBlock


class UntreatedBlock(Citing):
    text = ProseBlock(label="Words")

    def section_title(self, value):
        return "If you do not have treatment"

    class Meta:
        icon = "time"
        label = "If you do not have treatment"
        help_text = "What usually happens to people who are not treated, without frightening anyone."
        group = "Evidence"
        template = "content/blocks/untreated.html"
        preview_value = {"text": "<p>Depression can pass by itself, and it can come back.</p>"}
