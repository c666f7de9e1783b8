"""Splits passages into sentences and words."""

import re

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
