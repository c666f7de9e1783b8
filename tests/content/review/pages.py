"""Pages as reviewers see them, complete unless said otherwise."""

from datetime import date

from content.review import examine
from content.review.page import Block, Figure, Kind, Passage, ReviewedPage, ReviewMetadata, Scales

TODAY = date(2026, 11, 25)
STATUS = "Ketamine is off-label for PTSD: the FDA has not approved it."
FACTS = ReviewMetadata("The clinic's website team", "", date(2026, 11, 23), date(2027, 11, 23))
FIGURE = Figure("responded", "after 2 weeks", 30, 67, "Midazolam (a sedative)", 20)


def make_page(*blocks, kind="information", address="/page/", title="Some page", facts=FACTS, **head):
    head = {Kind.TITLE: title, Kind.STATUS: STATUS, Kind.DESCRIPTION: "What this page says."} | {
        Kind[name.upper()]: text for name, text in head.items()
    }
    passages = tuple(Passage(text, kind.capitalize(), kind) for kind, text in head.items() if text)
    return ReviewedPage(kind, address, title, passages, blocks or (make_block(),), facts)


def make_block(*texts, kind="text", sources=("R01",), passage_kind=Kind.PARAGRAPH, **fields):
    passages = tuple(Passage(text, kind.capitalize(), passage_kind) for text in texts)
    return Block(kind, kind.capitalize(), passages, may_cite=True, sources=tuple(sources), **fields)


def make_heading(text, level):
    section = {"section": text} if level == 2 else {}
    return Block("heading", "Heading", (Passage(text, "Heading", Kind.HEADING, level),), **section)


def make_condition_page(*blocks, without=(), **fields):
    whole = {
        "key_points": "It can be misused, and people can become dependent on it.",
        "not_for": "You have high blood pressure that is not under control.",
        "risks": "Blood pressure can rise, and breathing can slow for a while.",
        "alternatives": "Talking therapy.",
        "untreated": "The trials compared ketamine with placebo (a dummy infusion).",
        "unknowns": "How safe repeated treatment is over years.",
        "questions": "When would we stop?",
    }
    own = [make_block(text, kind=kind) for kind, text in whole.items() if kind not in without]
    own += [] if "evidence" in without else [make_scales()]
    return make_page(*own, *blocks, kind="condition", address="/conditions/some/", **fields)


def make_scales(people=120, shows="mixed", sources=("R01",)):
    return make_block(kind="spray", scales=Scales(people, shows), sources=sources)


def rules_broken_by(page, today=TODAY):
    return {finding.rule for finding in examine(page, today)}


def errors_of(page, today=TODAY):
    return {finding.rule for finding in examine(page, today).errors}
