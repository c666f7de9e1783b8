"""Reads answers.toml: what people type, and the page or the record of the clinic that answers it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .stemming import stem, tokenize

FILE = Path(__file__).parent / "answers.toml"


@dataclass(frozen=True)
class Answer:
    """`typed` holds the ways to type it, as stems of all words; `record` is "" where no record answers it."""

    page: str
    record: str
    typed: frozenset[tuple[str, ...]]


def answer_to(query):
    """The answer with the longest phrase that makes up at least half of this query; None without one."""
    words = all_stems(query)
    found = [
        (len(phrase), answer)
        for answer in read_answers()
        for phrase in answer.typed
        if holds(words, phrase) and len(phrase) >= len(words) / 2
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def all_stems(text):
    """Of every word, little ones too."""
    return [stem(word) for word in tokenize(text)]


def holds(words, phrase):
    return any(tuple(words[start : start + len(phrase)]) == phrase for start in range(len(words)))


@cache
def read_answers(file=FILE):
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["answer"]
    return [
        Answer(entry["page"], entry.get("record", ""), frozenset(tuple(all_stems(typed)) for typed in entry["typed"]))
        for entry in entries
    ]
