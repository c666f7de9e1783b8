"""Counts the syllables of English words, well enough for a reading grade."""

import re
from functools import cache

VOWELS = re.compile(r"[aeiouy]+")
# Vowels that stand together and are spoken apart, and a "n't" after a consonant.
APART = re.compile(
    r"ia(?!l\b|n\b|ge)|io(?!us|n)|eo(?!us|n|ple)|ua(?!l\b|r|ge)|ui(?=ng|d\b|n\b)|ie(?=t|nt|nc)|[aeiou]ing|iu|(?<=cr)ea(?=t[ei])|[ds]n't"
)
# Endings whose e is silent.
SILENT = re.compile(
    r"(?<=[^aeiouyl])e$|(?<=[aeiouyrn]l)e$|(?<=[^aeiouydt])ed$|(?<=[^aeiouysxzcg])es$|"
    r"(?<=[^aeiouy])e(?=ly$|ness$|ment$|ful$|less$|ty$)"
)
EXACT = {
    "people": 2, "every": 2, "different": 3, "being": 2, "doing": 2, "going": 2, "area": 3, "idea": 3, "science": 2,
    "anxiety": 4, "society": 4, "trial": 2, "trials": 2, "quiet": 2, "medicine": 3, "medicines": 3, "business": 2,
    "evening": 2, "something": 2, "someone": 2, "sometimes": 2, "somewhere": 2, "somebody": 3, "serious": 3,
    "really": 2, "psychiatric": 4, "hours": 1, "hour": 1, "fire": 1, "our": 1, "placebo": 3,
    "care": 1, "year": 1, "once": 1,
}  # fmt: skip


@cache
def syllables_in(word):
    word = re.sub(r"[^a-z']", "", word.lower().replace("\u2019", "'"))
    if word in EXACT:
        return EXACT[word]
    count = len(VOWELS.findall(word)) + len(APART.findall(word)) - len(SILENT.findall(word))
    return max(count, 1)
