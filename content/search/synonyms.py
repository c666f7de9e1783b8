"""Reads synonyms.toml: what people type, and what the pages call it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .stemming import stems_of

FILE = Path(__file__).parent / "synonyms.toml"


@dataclass(frozen=True)
class Synonym:
    """`typed` holds the ways to type it. `is_danger` marks words of a crisis: help is shown above the results."""

    typed: frozenset[tuple[str, ...]]
    means: tuple[str, ...]
    is_danger: bool = False


def synonyms_in(stems):
    """Pairs: a phrase of these stems, and the synonym for it. A phrase within a longer one does not count."""
    found = [(phrase, synonym) for synonym in read_synonyms() for phrase in synonym.typed if holds(stems, phrase)]
    return [(phrase, synonym) for phrase, synonym in found if not any(is_within(phrase, longer) for longer, _ in found)]


def is_within(phrase, longer):
    return len(phrase) < len(longer) and holds(longer, phrase)


def holds(stems, phrase):
    return any(tuple(stems[start : start + len(phrase)]) == phrase for start in range(len(stems)))


@cache
def read_synonyms(file=FILE):
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["synonym"]
    return [synonym_of(entry) for entry in entries]


def synonym_of(entry):
    typed = frozenset(filter(None, (tuple(stems_of(phrase)) for phrase in entry["typed"])))
    return Synonym(typed, tuple(stems_of(entry["means"])), entry.get("danger", False))
