"""Whether a page is easy to read: its grade, the length of its sentences, and terms it does not explain."""

import re
from dataclasses import dataclass
from functools import cache

from .page import HEADS, PROSE, Kind

# A full stop after one of these ends no sentence.
ABBREVIATIONS = r"(?:Dr|Mr|Mrs|Ms|St|vs|No|Fig|al|approx|e\.g|i\.e|U\.S|a\.m|p\.m|Jr|Sr|Inc|Ltd|Prof|J|Am|Psychiatry)"
OPENING, CLOSING = r"[\"'\u201c\u2018(\[]*", r"[\"'\u201d\u2019)\]]*"
STOP = re.compile(rf"(?<![.!?\u2026])([.!?\u2026]++{CLOSING})\s+(?={OPENING}[A-Z0-9\u2605])")
ENDS_IN_ABBREVIATION = re.compile(rf"\b{ABBREVIATIONS}\.$")
LONGEST_ABBREVIATION = 20  # room for the longest, "Psychiatry.", with what stands before it
# Far above the 30 words that the rules allow. The cost of a rule may grow with the square of a sentence's length.
LONGEST_SENTENCE = 1000
WORD = re.compile(r"[A-Za-z0-9]+(?:['\u2019.,/-][A-Za-z0-9]+)*")


def sentences_of(text):
    """The sentences of a text; a line is a sentence of its own."""
    return [sentence for line in text.splitlines() for sentence in sentences_of_line(line.strip())]


def sentences_of_line(line):
    found, start = [], 0
    for stop in STOP.finditer(line):
        if not ENDS_IN_ABBREVIATION.search(line, max(start, stop.end(1) - LONGEST_ABBREVIATION), stop.end(1)):
            found.append(line[start : stop.end(1)])
            start = stop.end()
    return [piece for sentence in (*found, line[start:]) for piece in cut(sentence)]


def cut(sentence):
    """Cuts a sentence that is too long for the rules. No sentence that people can read is that long."""
    while len(sentence) > LONGEST_SENTENCE:
        end = sentence.rfind(" ", 0, LONGEST_SENTENCE) + 1 or LONGEST_SENTENCE
        yield sentence[:end].rstrip()
        sentence = sentence[end:]
    if sentence:
        yield sentence


def words_of(text):
    return WORD.findall(text)


def is_question(sentence):
    return sentence.rstrip("\"'\u201d\u2019)").endswith("?")


# With fewer words than this a single long word decides the grade: 30 words are two or three sentences.
ENOUGH_WORDS = 30


def check_reading_grade(page, rulebook, today):
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
    """The hardest sentence of the longer half: in a short one, a single long word would decide."""
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


def check_sentence_length(page, rulebook, today):
    for passage in page.seen:
        if passage.kind in PROSE or passage.kind == Kind.QUESTION:
            yield from long_sentences(passage, rulebook)
        if passage.kind == Kind.PARAGRAPH:
            yield from long_paragraph(passage, rulebook)


def long_sentences(passage, rulebook):
    for sentence in sentences_of(passage.text):
        count = len(words_of(sentence))
        for name in ("very-long-sentence", "long-sentence"):
            if count > rulebook[name].limit:
                yield rulebook[name].finding(passage.place, sentence, words=count)
                break


def long_paragraph(passage, rulebook):
    """A question at the beginning of a paragraph serves as its heading, and is not counted."""
    sentences = sentences_of(passage.text)
    count = len(sentences) - is_question(sentences[0]) if sentences else 0
    if count > rulebook["long-paragraph"].limit:
        yield rulebook["long-paragraph"].finding(passage.place, sentences[0], sentences=count)


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


NOT_PROSE = HEADS | {Kind.LABEL, Kind.QUESTION}


@dataclass(frozen=True)
class Term:
    name: re.Pattern
    label: str
    explained_by: re.Pattern
    plain: str


def check_terms(page, rulebook, today):
    prose = [passage for passage in page.seen if passage.kind not in NOT_PROSE]
    for term in rulebook.terms:
        first = next((passage for passage in prose if term.name.search(passage.text)), None)
        if first and not term.explained_by.search(first.text):
            sentence = next(found for found in sentences_of(first.text) if term.name.search(found))
            yield rulebook["unexplained-term"].finding(first.place, sentence, term=term.label, plain=term.plain)
