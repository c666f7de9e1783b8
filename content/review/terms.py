"""Whether a term is explained where a page first uses it."""

import re
from dataclasses import dataclass

from .page import HEADS, Kind
from .sentences import sentences_of

NOT_PROSE = HEADS | {Kind.LABEL, Kind.QUESTION}


@dataclass(frozen=True)
class Term:
    name: re.Pattern
    label: str
    explained_by: re.Pattern
    plain: str


def check(page, rulebook, today):
    prose = [passage for passage in page.seen if passage.kind not in NOT_PROSE]
    for term in rulebook.terms:
        first = next((passage for passage in prose if term.name.search(passage.text)), None)
        if first and not term.explained_by.search(first.text):
            sentence = next(found for found in sentences_of(first.text) if term.name.search(found))
            yield rulebook["unexplained-term"].finding(first.place, sentence, term=term.label, plain=term.plain)
