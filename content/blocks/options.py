"""A table of options side by side, such as the treatments that somebody chooses between."""

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from .sources import BlockWithSources


class OptionRowBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=60, label="Question")
    answers = blocks.ListBlock(
        blocks.TextBlock(max_length=240, label="Answer"),
        min_num=2,
        max_num=6,
        label="Answers",
        help_text="One for each option, in the same order.",
    )

    class Meta:
        icon = "help"
        label = "Row"
        label_format = "{question}"


class OptionsBlock(BlockWithSources):
    """On a phone each question keeps the answers of all options together."""

    about = blocks.CharBlock(max_length=160, label="What is compared", help_text="Such as: Six ways to treat it.")
    options = blocks.ListBlock(blocks.CharBlock(max_length=30, label="Option"), min_num=2, max_num=6, label="Options")
    rows = blocks.ListBlock(OptionRowBlock(), min_num=1, max_num=10, label="Rows")

    def clean(self, value):
        value = super().clean(value)
        if any(len(row["answers"]) != len(value["options"]) for row in value["rows"]):
            error = ValidationError("Give each question one answer for each option.")
            raise StructBlockValidationError({"rows": error})
        return value

    def get_context(self, value, parent_context=None):
        names = list(value["options"])
        rows = [{"label": row["question"], "cells": cells_of(names, row["answers"])} for row in value["rows"]]
        return super().get_context(value, parent_context) | {"rows": rows}

    class Meta:
        icon = "table"
        label = "Options side by side"
        label_format = "{about}"
        help_text = "A table of options that a reader chooses between, with the same questions answered for each."
        group = "Evidence"
        template = "content/blocks/options.html"
        preview_value = {
            "about": "Two ways to treat it",
            "options": ["A medicine", "Talk therapy"],
            "rows": [{"question": "How soon might it help?", "answers": ["In some weeks.", "In some weeks."]}],
        }


def cells_of(names, answers):
    return [{"option": name, "text": text} for name, text in zip(names, answers, strict=False)]
