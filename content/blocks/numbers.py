from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from .citing import Citing


class NumbersBlock(Citing):
    """How many of 100 people, in one group or in two."""

    title = blocks.CharBlock(max_length=120, label="Title")
    outcome = blocks.CharBlock(max_length=200, label="What was counted", help_text="Such as: felt much better.")
    time = blocks.CharBlock(max_length=120, label="When it was counted", help_text="Such as: after 4 weeks.")
    people = blocks.IntegerBlock(min_value=1, label="Number of people studied")
    treatment_label = blocks.CharBlock(max_length=90, label="Group with the treatment")
    treatment_per_100 = blocks.IntegerBlock(min_value=0, max_value=100, label="Of 100 people in that group")
    comparison_label = blocks.CharBlock(
        max_length=90,
        required=False,
        label="Group to compare with",
        help_text="Leave empty when the study had none, and say so in the note.",
    )
    comparison_per_100 = blocks.IntegerBlock(
        min_value=0, max_value=100, required=False, label="Of 100 people in the group to compare with"
    )
    note = blocks.TextBlock(max_length=600, required=False, label="Note", help_text="What the numbers do not tell.")

    def clean(self, value):
        value = super().clean(value)
        has_number = value["comparison_per_100"] is not None
        if has_number != bool(value["comparison_label"]):
            error = ValidationError("Fill in both the name and the number of the group to compare with, or neither.")
            raise StructBlockValidationError({"comparison_label": error})
        return value

    def get_context(self, value, parent_context=None):
        return super().get_context(value, parent_context) | {"groups": groups_of_people(value)}

    class Meta:
        icon = "group"
        label = "Numbers per 100 people"
        label_format = "{title}"
        help_text = "Always the comparison, the time and the number of people, so that nobody is misled."
        group = "Evidence"
        template = "content/blocks/numbers.html"
        preview_value = {
            "title": "Feeling much better",
            "outcome": "felt much better",
            "time": "after 4 weeks",
            "people": 200,
            "treatment_label": "With the treatment",
            "treatment_per_100": 50,
            "comparison_label": "With placebo",
            "comparison_per_100": 30,
        }


def groups_of_people(value):
    """One row a group: its name, how many of 100, and the hundred people to draw (True: it happened)."""
    groups = [(value["treatment_label"], value["treatment_per_100"])]
    if value["comparison_label"]:
        groups.append((value["comparison_label"], value["comparison_per_100"]))
    return [
        {"label": label, "per_100": per_100, "people": [number < per_100 for number in range(100)]}
        for label, per_100 in groups
        if per_100 is not None
    ]
