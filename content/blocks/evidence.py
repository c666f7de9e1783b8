"""Blocks of evidence: numbers per 100 people, what is not known, other treatments and how treatments compare."""

from django.apps import apps
from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from . import pebbles
from .rich_text import ProseBlock
from .sources import BlockWithFacts, BlockWithSources, PointsBlock


class NumbersBlock(BlockWithSources):
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
    may_be_chance = blocks.BooleanBlock(
        required=False,
        label="The difference could be chance",
        help_text="Check this if the study says so. The page then says it, and marks no difference.",
    )
    note = blocks.TextBlock(max_length=600, required=False, label="Note", help_text="What the numbers don't tell.")

    def clean(self, value):
        value = super().clean(value)
        has_number = value["comparison_per_100"] is not None
        if has_number != bool(value["comparison_label"]):
            error = ValidationError("Fill in both the name and the number of the group to compare with, or neither.")
            raise StructBlockValidationError({"comparison_label": error})
        return value

    def get_context(self, value, parent_context=None):
        may_be_chance = value.get("may_be_chance")
        groups = groups_of_people(value, with_rings=not may_be_chance)
        shown = None if may_be_chance else difference(groups)
        return super().get_context(value, parent_context) | {"groups": groups, "difference": shown}

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


def groups_of_people(value, *, with_rings=True):
    """One row a group: its name, how many of 100, and its pebbles, ringed where the larger group has more."""
    groups = [(value["treatment_label"], value["treatment_per_100"])]
    if value["comparison_label"]:
        groups.append((value["comparison_label"], value["comparison_per_100"]))
    counts = [per_100 for _, per_100 in groups if per_100 is not None]
    return [
        {
            "label": label,
            "per_100": per_100,
            "filled": pebbles.filled(per_100),
            "hollow": pebbles.hollow(per_100),
            "ring": pebbles.ring(min(counts), per_100) if with_rings else "",
        }
        for label, per_100 in groups
        if per_100 is not None
    ]


def difference(groups):
    """How many more the larger group has; None where there is nothing to compare.

    The larger group is named where it is not the one with the treatment.
    """
    larger = max(groups, key=lambda group: group["per_100"])
    more = larger["per_100"] - min(group["per_100"] for group in groups)
    return {"more": more, "label": "" if larger is groups[0] else larger["label"]} if more else None


class UnknownsBlock(BlockWithSources):
    points = PointsBlock()

    def section_title(self, value):
        return "What we don't know"

    class Meta:
        icon = "help"
        label = "What we don't know"
        help_text = "The questions that studies have not answered yet."
        group = "Evidence"
        template = "content/blocks/points.html"
        preview_value = {"points": ["Whether it is safe for many years."]}


class AlternativesBlock(BlockWithSources):
    intro = blocks.TextBlock(max_length=400, required=False, label="Introduction")
    points = PointsBlock()

    def section_title(self, value):
        return "Other treatments"

    class Meta:
        icon = "list-ul"
        label = "Other treatments"
        help_text = "What else can help, including what this clinic doesn't offer."
        group = "Evidence"
        template = "content/blocks/points.html"
        preview_value = {"points": ["A different antidepressant.", "Talking therapy."]}


class UntreatedBlock(BlockWithSources):
    text = ProseBlock(label="Words")

    def section_title(self, value):
        return "If you don't have treatment"

    class Meta:
        icon = "time"
        label = "If you don't have treatment"
        help_text = "What usually happens to people who are not treated, without frightening anyone."
        group = "Evidence"
        template = "content/blocks/prose.html"
        preview_value = {"text": "<p>Depression can pass by itself, and it can come back.</p>"}


class TreatmentComparisonBlock(BlockWithFacts):
    """A table made from the facts that the treatment pages state about themselves."""

    intro = blocks.TextBlock(max_length=400, required=False, label="Introduction")

    def get_context(self, value, parent_context=None):
        treatments = list(live_treatments())
        table = {"treatments": treatments, "rows": comparison_rows(treatments)}
        return super().get_context(value, parent_context) | table

    class Meta:
        icon = "table"
        label = "Comparison of treatments"
        help_text = "All published treatment pages side by side. Change the facts on the treatment pages."
        group = "Evidence"
        template = "content/blocks/treatment_comparison.html"
        preview_value = {"intro": "How the treatments differ."}


def live_treatments():
    pages = apps.get_model("content", "TreatmentPage").objects
    return pages.live().filter(view_restrictions__isnull=True).defer("body").order_by("path")


def comparison_rows(treatments):
    compared = apps.get_model("content", "TreatmentPage").compared_fields()
    return [
        {"label": label, "cells": [{"treatment": page, "text": getattr(page, name)} for page in treatments]}
        for name, label in compared
    ]
