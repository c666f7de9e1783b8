"""How a page reads, in numbers: grades by Flesch-Kincaid and SMOG, its sentences, contractions and figures.

All of it is measured on the text as readers see it: no word is swapped, and what is folded away is left out. On a page
that is hardly more than folded questions, the answers are the text.
"""

import re
from dataclasses import dataclass
from functools import cache
from statistics import mean, pstdev

from pyphen import Pyphen

from .evidence import SHARE
from .page import FOLDED, PROSE, UNSEEN
from .reading import sentences_of, words_of

# With fewer words than this a few sentences decide.
ENOUGH_WORDS = 100
HARDLY_MORE = 150
LONG, SHORT = 20, 8
POLYSYLLABLE = 3

CONTRACTION = re.compile(
    r"\b\w+n['\u2019]t\b|\b\w+['\u2019](?:re|ll|ve|m|d)\b|"
    r"\b(?:it|that|there|here|what|who|where|how|he|she|let|everything|nobody|someone)['\u2019]s\b",
    re.IGNORECASE,
)
PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being)(?: not|n['\u2019]t)?(?: \w+ly)? (?:\w+ed|given|taken|seen|shown|known|"
    r"found|made|done|told|paid|held|kept|put|sent|meant|said|built|brought|written)\b",
    re.IGNORECASE,
)
SMALL_NUMBER = re.compile(r"(?<![\d.,:/$-])\b[1-9]\b(?![.,:/-]\d|%)")


@dataclass(frozen=True)
class Measures:
    """Shares are in 100 sentences; contractions and figures in 100 words, stilted words in 1,000."""

    words: int
    flesch_kincaid: float
    smog: float
    mean_sentence: float
    spread: float
    long_sentences: float
    short_sentences: float
    passive: float
    contractions: float
    figures: float
    stilted: float
    comparisons: int


def measures_of(page, rulebook):
    """None for a page with too few words."""
    blocks = visible_blocks(page)
    passages = [*page.head, *(passage for block in blocks for passage in block.passages)]
    text = "\n".join(passage.text for passage in passages if passage.kind in PROSE)
    sentences = sentences_of(text)
    words = words_of(text)
    if len(words) < ENOUGH_WORDS:
        return None
    lengths = [len(words_of(sentence)) for sentence in sentences]
    return Measures(
        words=sum(len(words_of(passage.text)) for passage in passages if passage.kind not in UNSEEN),
        flesch_kincaid=flesch_kincaid(sentences),
        smog=smog(sentences),
        mean_sentence=mean(lengths),
        spread=pstdev(lengths),
        long_sentences=per(100, sum(length > LONG for length in lengths), lengths),
        short_sentences=per(100, sum(length <= SHORT for length in lengths), lengths),
        passive=per(100, sum(bool(PASSIVE.search(sentence)) for sentence in sentences), sentences),
        contractions=per(100, len(CONTRACTION.findall(text)), words),
        figures=per(100, sum(word[0].isdigit() for word in words), words),
        stilted=per(1000, stilted_words(text, rulebook), words),
        comparisons=sum(map(comparisons_in, blocks)),
    )


def visible_blocks(page):
    visible = [block for block in page.blocks if block.kind not in FOLDED]
    return visible if sum(len(words_of(block.text)) for block in visible) >= HARDLY_MORE else page.blocks


def per(hundred, count, things):
    return hundred * count / len(things)


def comparisons_in(block):
    """Numbers of two groups, drawn or in one sentence."""
    if block.figure:
        return int(block.figure.comparison_per_100 is not None)
    return sum(len(SHARE.findall(sentence)) > 1 for sentence in sentences_of(block.text))


def stilted_words(text, rulebook):
    return len(SMALL_NUMBER.findall(text)) + sum(
        len(replacement.stilted.findall(text)) for replacement in rulebook.replacements
    )


def flesch_kincaid(sentences):
    words = [word for sentence in sentences for word in words_of(sentence)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables_in, words)) / len(words) - 15.59


def smog(sentences):
    hard = sum(syllables_in(word) >= POLYSYLLABLE for sentence in sentences for word in words_of(sentence))
    return 1.043 * (30 * hard / len(sentences)) ** 0.5 + 3.1291


@cache
def hyphenation():
    return Pyphen(lang="en_US")


@cache
def syllables_in(word):
    """As textstat 0.7.3 counts them: by the places where a word may be hyphenated."""
    return len(hyphenation().positions(re.sub(r"[^a-z0-9']", "", word.lower().replace("\u2019", "'")))) + 1


def check_measures(page, rulebook, today):
    rules = [rule for rule in rulebook.measured if page.kind not in rule.not_kinds]
    measures = measures_of(page, rulebook) if rules else None
    if measures is None:
        return
    for rule in rules:
        value = getattr(measures, rule.measure)
        most = rule.at_most_at.get(page.address, rule.at_most)
        if (most is not None and value > most) or (rule.at_least is not None and value < rule.at_least):
            yield rule.finding("Whole page", value=f"{value:.1f}", most=most, least=rule.at_least)
