from wagtail import blocks

from .facts import CarriesFacts


class HeadingBlock(CarriesFacts):
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
