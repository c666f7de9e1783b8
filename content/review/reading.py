"""Whether a page is easy to read: the length of its sentences, stilted words, and terms it does not explain."""

import re
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Replacement:
    stilted: re.Pattern
    natural: str


def check_stilted_words(page, rulebook, today):
    for passage in page.seen:
        for sentence in sentences_of(passage.text):
            for replacement in rulebook.replacements:
                if found := replacement.stilted.search(sentence):
                    details = {"stilted": found[0], "natural": replacement.natural}
                    yield rulebook["stilted"].finding(passage.place, sentence, **details)
