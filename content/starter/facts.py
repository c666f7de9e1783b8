"""Reads the facts behind the numbers of the starter pages, and those in reserve."""

import re
import tomllib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

FACTS = Path(__file__).parent / "facts.toml"
IN_RESERVE = FACTS.with_name("facts_in_reserve.toml")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# "in 100" says how a number is counted and "studies (9)" how long a list is: neither is a number of its own.
COUNTED_BY = re.compile(r"\b(?:in|of|per) (?:every )?1(?:00|,000)\b|\bstudies\b[\w ]*\(\d+\)")


@dataclass(frozen=True)
class Fact:
    """`sources` can be read by anybody; `rests_on` says where to look for what has none, such as facts of this site."""

    id: str
    says: str
    sources: tuple[str, ...] = ()
    rests_on: str = ""


def read_facts(*files):
    """The facts of these files, or else of both."""
    entries = {}
    for file in files or (FACTS, IN_RESERVE):
        entries |= tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        name: Fact(name, entry["says"], tuple(entry.get("sources", [])), entry.get("rests_on", ""))
        for name, entry in entries.items()
    }


def digest_of(fact):
    """Tells whether the words of a fact are those that were approved: content/review/rules/approved_facts.toml."""
    return sha256(fact.says.encode()).hexdigest()[:12]


def numbers_in(text):
    return {number.replace(",", "") for number in NUMBER.findall(COUNTED_BY.sub(" ", text))}
