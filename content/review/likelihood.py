"""How much a sentence reads like a claim: a linear model over its words and letters, trained by trials/claims_model.

It knows no reasons, so it only ever advises.
"""

import json
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import sqrt
from pathlib import Path

from .normalizing import TOKEN, plain, stem

WEIGHTS = Path(__file__).parent / "rules" / "likely_claims.json"
LETTERS = (3, 4, 5)
# Shorter ones are headings and cells, which say too little to judge by.
FEWEST_WORDS = 4


def features_of(sentence):
    """Its stems, its pairs of stems and its runs of 3 to 5 letters; a stem has "_" before it."""
    tokens = [token[0].replace("'", "") for token in TOKEN.finditer(plain(sentence).lower())]
    words = ["^", *(stem(token) for token in tokens), "$"]
    text = f" {' '.join(tokens)} "
    found = {f"_{word}" for word in words[1:-1]}
    found |= {f"_{one} {two}" for one, two in pairwise(words)}
    return found | {text[at : at + length] for length in LETTERS for at in range(len(text) - length + 1)}


@dataclass(frozen=True)
class Model:
    """`weights` are in hundredths; a score above `least` reads like a claim."""

    weights: dict[str, int]
    bias: float
    least: float

    def score(self, sentence):
        found = features_of(sentence)
        return self.bias + sum(self.weights.get(name, 0) for name in found) / 100 / sqrt(len(found) or 1)

    def suspects(self, sentence):
        return len(sentence.split()) >= FEWEST_WORDS and self.score(sentence) > self.least


@cache
def read_model(path=WEIGHTS):
    return Model(**json.loads(path.read_text(encoding="utf-8")))
