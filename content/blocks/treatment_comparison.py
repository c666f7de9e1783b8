from django.apps import apps
from wagtail import blocks

from .facts import CarriesFacts


class TreatmentComparisonBlock(CarriesFacts):
    """A table made from the facts that the treatment pages state about themselves."""

    intro = blocks.TextBlock(max_length=400, required=False, label="Introduction")

    def get_context(self, value, parent_context=None):
        treatments = list(live_treatments())
        table = {"treatments": treatments, "rows": rows_of(treatments)}
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


def rows_of(treatments):
    compared = apps.get_model("content", "TreatmentPage").compared_fields()
    return [
        {"label": label, "cells": [{"treatment": page, "text": getattr(page, name)} for page in treatments]}
        for name, label in compared
    ]
