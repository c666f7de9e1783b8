"""How far a medicine has been studied for a condition, on two scales that never mix.

One is a number: the people in controlled trials. The other is words: what those trials show. Approval is on neither;
it stands in the status line of the page.
"""

from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import apnumber
from wagtail import blocks

from .sources import BlockWithSources

# The most people of each step but the last, which has no end.
STEPS = (50, 250, 1000)
STEP_NAMES = ("Up to 50 people", "51 to 250 people", "251 to 1,000 people", "Over 1,000 people")
SHOWS = {
    "helps": "Helps some people",
    "mixed": "Mixed results",
    "unclear": "Unclear: too few people",
    "none": "No clear benefit",
}
COLUMNS = {"helps": "Helps some", "mixed": "Mixed", "unclear": "Unclear", "none": "No clear benefit"}
# After the name of a medicine, where several are told in one line.
BRIEFLY = {"helps": "benefit for some", "mixed": "mixed results", "unclear": "unclear", "none": "no clear benefit"}
MEDICINES = {
    "spray": "spray",
    "infusions": "infusions",
    "ketamine": "ketamine",
    "similar": "similar medicines",
}


class MedicineBlock(BlockWithSources):
    people = blocks.IntegerBlock(
        min_value=1,
        required=False,
        label="People in controlled trials",
        help_text="All the people in the trials with a comparison group that the sources below tell of.",
    )
    trials = blocks.IntegerBlock(min_value=1, required=False, label="Number of these trials")
    shows = blocks.ChoiceBlock(
        choices=list(SHOWS.items()),
        label="What the trials show",
        help_text="“Helps some people” means: some more than a placebo or another treatment did.",
    )
    among = blocks.CharBlock(
        max_length=90,
        required=False,
        label="Who took part",
        help_text="Only if it was not simply anyone with this condition, such as: People with social anxiety.",
    )

    class Meta:
        icon = "view"
        help_text = "How many people were in controlled trials of this medicine, and what those trials show."
        template = "content/blocks/medicine.html"
        preview_value = {"people": 33, "trials": 2, "shows": "unclear"}

    def get_context(self, value, parent_context=None):
        return super().get_context(value, parent_context) | {"evidence": pair_of(self.name, value), "label": self.label}


class EvidenceBlock(blocks.StreamBlock):
    """One pair for each medicine, because trials of one say nothing of another."""

    spray = MedicineBlock(label="Esketamine spray")
    infusions = MedicineBlock(label="Ketamine infusions")
    ketamine = MedicineBlock(label="Ketamine")
    similar = MedicineBlock(label="Ketamine and similar medicines")

    class Meta:
        required = False
        block_counts = {medicine: {"max_num": 1} for medicine in MEDICINES}


@dataclass(frozen=True)
class Pair:
    """What readers see on the two scales: of one medicine, or in short of all that a page is about."""

    people: int | None
    shows: str
    trials: int | None = None
    among: str = ""
    medicine: str = ""

    @property
    def step(self):
        """Counted from 0; None where the people have not been counted."""
        return self.people and sum(self.people > most for most in STEPS)

    @property
    def marks(self):
        """Four marks, of which the first ones are filled; none where the people have not been counted."""
        return [number <= self.step for number in range(len(STEP_NAMES))] if self.people else []

    @property
    def research(self):
        """Such as "1,349 people, six trials"."""
        people = f"{self.people:,} {'person' if self.people == 1 else 'people'}"
        trials = f"{apnumber(self.trials)} trial{'' if self.trials == 1 else 's'}" if self.trials else ""
        return f"{people}, {trials}" if trials else people

    @property
    def shown(self):
        return SHOWS.get(self.shows, self.shows)


def pairs_of(raw):
    """The pair of each medicine in the raw data of an EvidenceBlock."""
    return [pair_of(block["type"], block["value"]) for block in raw if block["type"] in MEDICINES]


def pair_of(medicine, value):
    return Pair(
        people=value.get("people"),
        shows=value.get("shows") or "",
        trials=value.get("trials"),
        among=value.get("among") or "",
        medicine=medicine,
    )


def in_short(pairs):
    """One pair for all medicines, for cards and lists; None where there are none."""
    if len({pair.shows for pair in pairs}) == 1:
        shows = pairs[0].shows
    else:
        shows = "; ".join(clause(pair) for pair in pairs).capitalize()
    counted = all(pair.people for pair in pairs)
    return Pair(sum(pair.people for pair in pairs) if counted else None, shows) if pairs else None


def clause(pair):
    """Such as "infusions: benefit for some"."""
    return f"{MEDICINES[pair.medicine]}: {BRIEFLY[pair.shows]}"


class StrengthBlock(blocks.StaticBlock):
    """The part of a page that shows its pairs, and those of other pages to compare them with."""

    class Meta:
        template = "content/blocks/strength.html"

    def get_context(self, value, parent_context=None):
        page = parent_context["page"]
        return super().get_context(value, parent_context) | {
            "medicines": page.medicines,
            "table": comparison(page.pk, page.pages_to_compare),
        }


STRENGTH = StrengthBlock()
STRENGTH.set_name("evidence")


def strength():
    return blocks.StreamValue.StreamChild(STRENGTH, None, id=None)


def comparison(own_key, pages):
    """Rows from most people to fewest: each with its name and, for each thing that trials may show, its chips.

    Empty where there is nothing to compare with.
    """
    chips = [chip for page in pages for chip in chips_of(page, is_own=page.pk == own_key)]
    if all(chip["is_own"] for chip in chips):
        return []
    return [
        {
            "name": STEP_NAMES[step],
            "cells": [
                {"column": words, "chips": [chip for chip in chips if (chip["step"], chip["shows"]) == (step, shows)]}
                for shows, words in COLUMNS.items()
            ],
        }
        for step in reversed(range(len(STEP_NAMES)))
    ]


def chips_of(page, *, is_own):
    """Medicines are named where a page has several."""
    pairs = page.pairs
    for pair in pairs:
        name = f"{page.menu_title}: {MEDICINES[pair.medicine]}" if len(pairs) > 1 else page.menu_title
        if pair.people:
            yield {"name": name, "step": pair.step, "shows": pair.shows, "is_own": is_own}
