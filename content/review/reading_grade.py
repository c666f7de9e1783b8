"""The Flesch-Kincaid grade: how many years of school a text asks of its reader."""

import re

from .page import PROSE
from .sentences import sentences_of, words_of
from .syllables import syllables_in

# Below this a grade says more about chance than about the words.
ENOUGH_WORDS = 30


def check(page, rulebook, today):
    sentences = prose_of(page)
    grade = grade_of(sentences, rulebook.short_words)
    for name in ("grade-too-high", "grade-high"):
        if grade is not None and grade > rulebook[name].limit:
            yield rulebook[name].finding("Whole page", hardest(sentences, rulebook), grade=f"{grade:.1f}")
            return


def grade_of_page(page, rulebook):
    return grade_of(prose_of(page), rulebook.short_words)


def prose_of(page):
    return [sentence for passage in page.seen if passage.kind in PROSE for sentence in sentences_of(passage.text)]


def hardest(sentences, rulebook):
    """Of the longer half, so that one long word in a list is not blamed."""
    longer = sorted(sentences, key=len)[len(sentences) // 2 :]
    return max(longer, key=lambda sentence: grade_of([sentence], rulebook.short_words, enough=0))


def grade_of(sentences, short_words, enough=ENOUGH_WORDS):
    """None for a text too short to grade. Names that no plain word can replace count as the short word for them."""
    lists = [words_of(with_short_words(sentence, short_words)) for sentence in sentences]
    words = [word for words in lists for word in words]
    if len(words) <= enough:
        return None if enough else 0
    syllables = sum(spoken(word) for word in words)
    return 0.39 * len(words) / len(lists) + 11.8 * syllables / len(words) - 15.59


def spoken(word):
    """A number is read as a word of one syllable, and a word with a hyphen part by part."""
    if word[0].isdigit():
        return 1
    return sum(syllables_in(part) for part in re.split(r"[-/.]", word) if part) or 1


def with_short_words(sentence, short_words):
    for name, short in short_words.items():
        if name in sentence.lower():
            sentence = re.sub(rf"\b{re.escape(name)}\b", short, sentence, flags=re.IGNORECASE)
    return sentence
